/**
 * Options of the commands that Docker and Podman share (docker CLI reference; podman(1) takes the same ones). What
 * stands here takes a value; an option that does not is a switch.
 */

/** One-letter options and their long names, by verb; `*` holds for every verb. */
const SHORT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': { q: 'quiet' },
  run: {
    ...{ d: 'detach', i: 'interactive', t: 'tty', e: 'env', p: 'publish', P: 'publish-all', v: 'volume' },
    ...{ w: 'workdir', u: 'user', m: 'memory', h: 'hostname', l: 'label', a: 'attach', c: 'cpu-shares' },
  },
  exec: { d: 'detach', i: 'interactive', t: 'tty', e: 'env', u: 'user', w: 'workdir' },
  build: { t: 'tag', f: 'file', o: 'output' },
  logs: { f: 'follow', n: 'tail', t: 'timestamps' },
  ps: { a: 'all', f: 'filter', s: 'size' },
  images: { a: 'all', f: 'filter' },
  pull: { a: 'all-tags' },
  push: { a: 'all-tags' },
  rm: { f: 'force', v: 'volumes' },
  rmi: { f: 'force' },
  stop: { t: 'time' },
  restart: { t: 'time' },
  start: { a: 'attach', i: 'interactive' },
  save: { o: 'output' },
  load: { i: 'input' },
  inspect: { f: 'format', s: 'size' },
  cp: { a: 'archive' },
};

const VALUES: Readonly<Record<string, readonly string[]>> = {
  run: [
    ...['env', 'env-file', 'publish', 'volume', 'mount', 'workdir', 'user', 'memory', 'hostname', 'label'],
    ...[
      'attach',
      'cpu-shares',
      'name',
      'network',
      'network-alias',
      'cpus',
      'pids-limit',
      'restart',
      'entrypoint',
    ],
    ...[
      'health-cmd',
      'health-interval',
      'health-retries',
      'health-timeout',
      'health-start-period',
      'platform',
    ],
    ...[
      'pull',
      'tmpfs',
      'stop-signal',
      'stop-timeout',
      'add-host',
      'cap-add',
      'cap-drop',
      'security-opt',
      'userns',
    ],
    ...[
      'pid',
      'ipc',
      'uts',
      'gpus',
      'device',
      'ulimit',
      'shm-size',
      'memory-swap',
      'memory-reservation',
      'dns',
    ],
    ...[
      'log-driver',
      'log-opt',
      'cidfile',
      'cpuset-cpus',
      'expose',
      'pod',
      'volumes-from',
      'sysctl',
      'group-add',
    ],
  ],
  exec: ['env', 'env-file', 'user', 'workdir'],
  build: [
    ...[
      'tag',
      'file',
      'output',
      'build-arg',
      'target',
      'secret',
      'platform',
      'label',
      'progress',
      'cache-from',
    ],
    ...['cache-to', 'ssh', 'network', 'build-context', 'format'],
  ],
  logs: ['tail', 'since', 'until'],
  ps: ['filter', 'format', 'last'],
  images: ['filter', 'format'],
  pull: ['platform'],
  push: ['format'],
  stop: ['time'],
  restart: ['time'],
  save: ['output', 'format'],
  load: ['input'],
  inspect: ['format', 'type'],
  history: ['format'],
  'volume create': ['driver', 'label', 'opt', 'name'],
  'network create': ['driver', 'label', 'subnet'],
  'network connect': ['alias', 'ip'],
  login: ['username', 'password'],
};

/** `create` takes what `run` takes. */
const kin = (verb: string): string => (verb === 'create' ? 'run' : verb);

/** The long name of a one-letter option; the letter itself where it is not known. */
export function longName(verb: string, letter: string): string {
  return SHORT[kin(verb)]?.[letter] ?? SHORT['*']?.[letter] ?? letter;
}

/** Whether an option is followed by a value. */
export function takesValue(verb: string, name: string): boolean {
  return VALUES[kin(verb)]?.includes(name) ?? false;
}

/** Whether the verb is followed by a command of its own, whose options are not ours: `run IMAGE ls -l`. */
export function endsOptions(verb: string): boolean {
  return ['run', 'create', 'exec'].includes(verb);
}

/** Longer ways to say a verb, by what they mean: `docker container run` is `docker run`. */
const MANAGEMENT: Readonly<Record<string, string>> = {
  'container ls': 'ps',
  'container list': 'ps',
  'container ps': 'ps',
  'image ls': 'images',
  'image list': 'images',
  'image rm': 'rmi',
  'image remove': 'rmi',
  'buildx build': 'build',
  'builder build': 'build',
  'volume remove': 'volume rm',
  'network remove': 'network rm',
};

/** Nouns whose verbs also stand alone, and nouns that need them. */
const NOUNS_TO_DROP = new Set(['container', 'image']);
const NOUNS = new Set([
  'container',
  'image',
  'volume',
  'network',
  'buildx',
  'builder',
  'system',
  'compose',
  'pod',
]);

/** The verb that `words` begin with, in its shortest form, and how many words it takes. */
export function readVerb(words: readonly string[]): { readonly verb: string; readonly length: number } {
  const [first = '', second = ''] = words;
  if (!NOUNS.has(first)) return { verb: first, length: 1 };
  const both = `${first} ${second}`;
  const verb = MANAGEMENT[both] ?? (NOUNS_TO_DROP.has(first) ? second : both);
  return { verb, length: 2 };
}
