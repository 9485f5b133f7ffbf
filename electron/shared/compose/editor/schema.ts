import type { Schema } from '../../yaml/schema';
import { entries, list, map, one, text } from '../../yaml/schema';
import { SERVICE } from './service-schema';
import { labels, NAME, options, stringOrList, switchable, names } from './parts';

/** The Compose file as a schema, after the Compose Specification (https://github.com/compose-spec/compose-spec). */

const external = one(['flag', 'text', 'map'], 'It exists already; Compose neither makes nor removes it.', {
  fields: { name: { ...text('Its name outside.'), obsolete: 'write `name` beside `external: true`.' } },
});

const networks = entries(
  'The networks of the project. Without any, all services share one called `default`, and find each other by name.',
  one(['map', 'empty'], 'A network. With nothing behind it, it is made with the usual settings.', {
    fields: {
      name: text('What the engine calls it; otherwise it is PROJECT_NAME.'),
      driver: text('How it is made: `bridge` on one machine, `overlay` across several.', {
        suggestions: ['bridge', 'overlay', 'host', 'none', 'macvlan', 'ipvlan'],
      }),
      driver_opts: options('Settings of the driver.'),
      attachable: switchable('Containers outside the project may join.'),
      enable_ipv4: switchable('Give addresses of IPv4; on by default.'),
      enable_ipv6: switchable('Give addresses of IPv6.'),
      internal: switchable('No way out: containers reach each other, and nothing beyond.'),
      external,
      labels: labels('Labels of the network.'),
      ipam: map('How addresses are given.', {
        driver: text('Which driver gives addresses.', { suggestions: ['default'] }),
        config: list('Blocks of addresses.', {
          kinds: ['map'],
          fields: {
            subnet: text('The block, such as `172.28.0.0/16`.'),
            ip_range: text('Where in the block containers get theirs from.'),
            gateway: text('Address of the gateway.'),
            aux_addresses: entries('Addresses that are taken already.', text('An address.')),
          },
        }),
        options: options('Settings of that driver.'),
      }),
    },
  }),
  { keys: NAME },
);

const volumes = entries(
  'Storage that outlives the containers. A service mounts it by its name.',
  one(['map', 'empty'], 'A volume. With nothing behind it, the engine keeps it in its own folder.', {
    fields: {
      name: text('What the engine calls it; otherwise it is PROJECT_NAME.'),
      driver: text('Who keeps the data.', { suggestions: ['local'] }),
      driver_opts: options('Settings of the driver.'),
      external,
      labels: labels('Labels of the volume.'),
    },
  }),
  { keys: NAME },
);

const source = {
  name: text('What the engine calls it.'),
  file: text('Path of the file that holds it.'),
  environment: text('The variable of this machine that holds it.'),
  external,
  labels: labels('Labels.'),
  template_driver: text('Which template language its text is in.'),
};

/** The whole file. */
export const COMPOSE: Schema = map('An application of several containers.', {
  name: text('Name of the project; it begins the names of containers, networks and volumes.', {
    check: (name) =>
      /^[a-z0-9][a-z0-9_-]*$/.test(name)
        ? undefined
        : `"${name}" is no project name: lower case letters, digits, - and _, a letter or digit first.`,
  }),
  services: entries('The containers of the application, each under the name others reach it by.', SERVICE, {
    keys: NAME,
  }),
  networks,
  volumes,
  secrets: entries(
    'What nobody should see. A service that lists one finds it as a file in `/run/secrets`.',
    map('A secret.', {
      ...source,
      driver: text('Which driver keeps it.'),
      driver_opts: options('Settings of the driver.'),
    }),
    { keys: NAME },
  ),
  configs: entries(
    'Files of settings that services mount.',
    map('A file of settings.', { ...source, content: text('Its text, right here.') }),
    { keys: NAME },
  ),
  include: list('Other Compose files that belong to this project.', {
    kinds: ['text', 'map'],
    fields: {
      path: stringOrList('The files.'),
      env_file: stringOrList('Files with variables for them.'),
      project_directory: text('What their relative paths start from.'),
    },
  }),
  models: entries(
    'Language models that services use.',
    map(
      'A model.',
      {
        name: text('What it is called.'),
        model: text('The model to run, as an OCI reference.'),
        context_size: one(['whole'], 'How many tokens it sees at once.'),
        runtime_flags: names('Switches for the program that runs it.'),
      },
      { required: ['model'] },
    ),
    { keys: NAME },
  ),
  version: {
    ...one(['text', 'number', 'whole'], 'Once chose a file format.'),
    obsolete: 'Compose ignores it; remove the line.',
  },
});
