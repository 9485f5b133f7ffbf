import type { Schema } from '../../yaml/schema';
import { entries, list, map, one, text } from '../../yaml/schema';
import { durationProblem, flagProblem, pairProblem, sizeProblem } from './values';

/** Pieces that the Compose Specification uses in many places. */

/** What services, networks, volumes, secrets and configs may be called. */
export const NAME = {
  pattern: /^[a-zA-Z0-9._-]+$/,
  problem: 'is no name: letters, digits, dots, - and _ only.',
} as const;

/** True or false, also as text. */
export function switchable(doc: string): Schema {
  return one(['flag', 'text'], doc, { check: flagProblem });
}

/** A whole number, also as text. */
export function count(doc: string): Schema {
  return one(['whole', 'text'], doc);
}

/** A number, also as text. */
export function amount(doc: string): Schema {
  return one(['number', 'text'], doc);
}

/** A size in bytes or with a unit. */
export function size(doc: string): Schema {
  return one(['text', 'number'], doc, { check: sizeProblem, suggestions: ['128m', '512m', '1g'] });
}

/** A length of time. */
export function duration(doc: string): Schema {
  return text(doc, { check: durationProblem, suggestions: ['5s', '10s', '30s', '1m'] });
}

/** Texts. */
export function names(doc: string, suggestions: readonly string[] = []): Schema {
  return list(doc, text('', { suggestions }));
}

/** A text, or several. */
export function stringOrList(doc: string): Schema {
  return one(['text', 'list'], doc, { items: text('') });
}

/** A command: as one text, which Compose splits, or as a list of words. */
export function command(doc: string): Schema {
  return one(['text', 'list', 'empty'], doc, { items: text('One word of it.') });
}

/** `KEY: value` or `- KEY=value`. */
export function pairs(doc: string): Schema {
  return one(['map', 'list'], doc, {
    entries: one(['text', 'number', 'flag', 'empty'], 'The value.'),
    items: text('`KEY=VALUE`', { check: pairProblem }),
  });
}

/** Labels. */
export function labels(doc: string): Schema {
  return pairs(doc);
}

/** Settings of a driver. */
export function options(doc: string): Schema {
  return entries(doc, one(['text', 'number', 'flag', 'empty'], 'The value.'));
}

/** Hosts and their addresses. */
export function extraHosts(doc: string): Schema {
  return one(['list', 'map'], doc, {
    items: text('`HOST=ADDRESS`', { suggestions: ['host.docker.internal=host-gateway'] }),
    entries: one(['text', 'list'], 'The address.', { items: text('') }),
  });
}

/** Limits of processes. */
export const ULIMITS = entries(
  'Limits of the processes, such as `nofile`.',
  one(['whole', 'text', 'map'], 'One number for both, or `soft` and `hard`.', {
    fields: { soft: count('What is in force.'), hard: count('How far it may be raised.') },
    required: ['soft', 'hard'],
  }),
);

/** What a service gets of the configs or secrets of the file. */
export function mounted(doc: string): Schema {
  return list(doc, {
    kinds: ['text', 'map'],
    doc: 'Its name, or where and how it is mounted.',
    fields: {
      source: text('Its name in this file.'),
      target: text('Where it is found in the container.'),
      uid: text('Number of the user it belongs to.'),
      gid: text('Number of the group it belongs to.'),
      mode: one(['number', 'text'], 'Its permissions, such as 0440.'),
    },
  });
}

/** A command that is run in a container at a moment of its life. */
export function hook(doc: string): Schema {
  return map(
    doc,
    {
      command: command('What is run.'),
      user: text('Who runs it.'),
      privileged: switchable('With all rights.'),
      working_dir: text('In which folder.'),
      environment: pairs('Its variables.'),
    },
    { required: ['command'] },
  );
}

/** Devices of the machine, GPUs above all. */
export function devices(doc: string, required: readonly string[] = []): Schema {
  return list(
    doc,
    map(
      'A device.',
      {
        capabilities: names('What it must be able to do.', ['gpu', 'compute', 'utility']),
        count: one(['whole', 'text'], 'How many; `all` for every one.', { suggestions: ['all'] }),
        device_ids: names('Which ones.'),
        driver: text('Whose driver.', { suggestions: ['nvidia'] }),
        options: pairs('Settings of the driver.'),
      },
      { required },
    ),
  );
}
