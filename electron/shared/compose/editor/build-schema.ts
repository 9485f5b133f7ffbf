import type { Schema } from '../../yaml/schema';
import { list, one, text } from '../../yaml/schema';
import { extraHosts, labels, mounted, names, pairs, size, switchable, ULIMITS } from './parts';

/** `build` of a service. */
export const BUILD: Schema = one(
  ['text', 'map'],
  'How its image is built: the folder of the Dockerfile, or more.',
  {
    suggestions: ['.'],
    fields: {
      context: text('The folder that is sent to the builder.', { suggestions: ['.'] }),
      dockerfile: text('The Dockerfile, seen from the context.', { suggestions: ['Dockerfile'] }),
      dockerfile_inline: text('The Dockerfile itself, written here.'),
      target: text('The stage to build; the last one otherwise.'),
      args: pairs('Values for the ARGs of the Dockerfile.'),
      additional_contexts: pairs('More folders or images, by the name the Dockerfile uses for them.'),
      cache_from: names('Where steps that were built before may be taken from.'),
      cache_to: names('Where they are kept.'),
      no_cache: switchable('Build every step anew.'),
      pull: switchable('Look for newer base images first.'),
      platforms: names('For which kinds of machine.', ['linux/amd64', 'linux/arm64']),
      tags: names('More names for the image.'),
      labels: labels('Labels of the image.'),
      network: text('Which network RUN steps have.', { suggestions: ['none', 'default', 'host'] }),
      secrets: mounted('Secrets that RUN --mount=type=secret can use.'),
      ssh: one(['list', 'map', 'text'], 'SSH keys that RUN --mount=type=ssh can use.', {
        items: text('`default`, or `ID=PATH`', { suggestions: ['default'] }),
        entries: text('Path of the key.'),
      }),
      shm_size: size('Size of /dev/shm.'),
      ulimits: ULIMITS,
      extra_hosts: extraHosts('Names of hosts that RUN steps know.'),
      isolation: text('How steps are isolated, on Windows.'),
      privileged: switchable('Steps may do anything.'),
      entitlements: names('Rights that the builder is given.', ['security.insecure', 'network.host']),
      provenance: one(['flag', 'text'], 'Attach how the image came to be.'),
      sbom: one(['flag', 'text'], 'Attach what is in it.'),
    },
  },
);

/** `develop` of a service. */
export const DEVELOP: Schema = one(['map', 'empty'], 'What `docker compose watch` does when files change.', {
  fields: {
    watch: list('What is watched.', {
      kinds: ['map'],
      fields: {
        path: text('The folder or file.'),
        action: text('What happens.', {
          values: ['sync', 'rebuild', 'restart', 'sync+restart', 'sync+exec'],
        }),
        target: text('Where in the container it is copied to.'),
        ignore: one(['text', 'list'], 'Patterns of what is left out.', { items: text('') }),
        include: one(['text', 'list'], 'Patterns of what alone counts.', { items: text('') }),
        initial_sync: switchable('Copy everything at the start.'),
        exec: one(['map'], 'What is run after copying.', {
          fields: {
            command: one(['text', 'list'], 'The command.', { items: text('') }),
            user: text('Who runs it.'),
            privileged: switchable('With all rights.'),
            working_dir: text('In which folder.'),
            environment: pairs('Its variables.'),
          },
          required: ['command'],
        }),
      },
      required: ['path', 'action'],
    }),
  },
});
