import type {
  ContainerLimits,
  ContainerMount,
  Healthcheck,
  PortBinding,
  RestartPolicy,
} from '../engine/container';
import type { ContainerCommand } from './parse';
import { parseBytes, parseMount, parsePublish, parseVolume } from './values';

/** What a `run` command asks of a container, as far as it is safe to do for somebody else's file. */
export interface ContainerOptions {
  readonly image: string;
  readonly arguments?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly workingDir?: string;
  readonly hostname?: string;
  readonly readOnlyRoot?: boolean;
  readonly init?: boolean;
  readonly network?: 'none';
  readonly stopSignal?: string;
  readonly ports?: readonly PortBinding[];
  readonly mounts?: readonly ContainerMount[];
  readonly limits?: ContainerLimits;
  readonly restart?: RestartPolicy;
  readonly healthcheck?: Healthcheck;
}

/** The options, or in one sentence why they are not taken. */
export type ReadOptions =
  { readonly ok: true; readonly options: ContainerOptions } | { readonly ok: false; readonly reason: string };

/** Switches that say how one waits for a container, and not what it is. */
const INDIFFERENT = new Set([
  ...[
    'detach',
    'rm',
    'interactive',
    'tty',
    'name',
    'label',
    'pull',
    'quiet',
    'platform',
    'attach',
    'stop-timeout',
  ],
  ...['health-interval', 'health-timeout', 'health-retries', 'health-start-period'],
]);

/**
 * Reads the options of a `run`. What would reach out of the container (folders of the machine, its namespaces, more
 * privileges) is refused: the file may come from anybody.
 */
export function readContainerOptions({ verb, options, arguments: words }: ContainerCommand): ReadOptions {
  if (verb !== 'run') return refuse(`The command is \`${verb}\`, and a container is started with \`run\`.`);
  const [image, ...rest] = words;
  if (image === undefined) return refuse('The command names no image.');
  const read: Mutable<ContainerOptions> = { image, ...(rest.length > 0 && { arguments: rest }) };
  const problems = [...options].flatMap(([name, values]) =>
    name === 'memory-swap' ? (swapProblem(options) ?? []) : (take(read, name, values) ?? []),
  );
  return problems[0] === undefined ? { ok: true, options: read } : refuse(problems[0]);
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const refuse = (reason: string): ReadOptions => ({ ok: false, reason });

/** Takes one option over; returns what is wrong with it. */
function take(read: Mutable<ContainerOptions>, name: string, values: readonly string[]): string | undefined {
  if (INDIFFERENT.has(name)) return undefined;
  const value = values.at(-1) ?? '';
  switch (name) {
    case 'env':
      read.env = Object.fromEntries(values.map(splitPair));
      return undefined;
    case 'publish':
      return takePorts(read, values);
    case 'volume':
    case 'mount':
      return takeMounts(read, name, values);
    case 'tmpfs':
      read.mounts = [
        ...(read.mounts ?? []),
        ...values.map((each) => ({ type: 'tmpfs' as const, target: each.split(':')[0] ?? each })),
      ];
      return undefined;
    case 'memory':
    case 'cpus':
    case 'pids-limit':
      return takeLimit(read, name, value);
    case 'restart':
      return takeRestart(read, value);
    case 'entrypoint':
      read.entrypoint = value === '' ? [] : [value];
      return undefined;
    case 'health-cmd':
      read.healthcheck = { test: ['CMD-SHELL', value] };
      return undefined;
    case 'network':
      if (value === 'none') read.network = 'none';
      else if (value !== 'bridge' && value !== 'default') {
        return `\`--network ${value}\` is not done in a check: only \`none\` and the default network are.`;
      }
      return undefined;
    case 'user':
      read.user = value;
      return undefined;
    case 'workdir':
      read.workingDir = value;
      return undefined;
    case 'hostname':
      read.hostname = value;
      return undefined;
    case 'stop-signal':
      read.stopSignal = value;
      return undefined;
    case 'read-only':
      read.readOnlyRoot = value !== 'false';
      return undefined;
    case 'init':
      read.init = value !== 'false';
      return undefined;
    default:
      return `\`--${name}\` is not done in a check.`;
  }
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function takePorts(read: Mutable<ContainerOptions>, values: readonly string[]): string | undefined {
  const ports: PortBinding[] = [];
  for (const value of values) {
    const port = parsePublish(value);
    if (!port) return `\`-p ${value}\` is no port to publish: write it like \`-p 8080:80\`.`;
    ports.push({ containerPort: port.containerPort, hostPort: port.hostPort ?? 0, protocol: port.protocol });
  }
  read.ports = ports;
  return undefined;
}

function takeMounts(
  read: Mutable<ContainerOptions>,
  name: 'volume' | 'mount',
  values: readonly string[],
): string | undefined {
  const flag = name === 'volume' ? '-v' : '--mount';
  for (const value of values) {
    const mount = name === 'volume' ? parseVolume(value) : parseMount(value);
    if (!mount) return `\`${flag} ${value}\` is no mount: write it like \`-v tides:/data\`.`;
    const { type, source, target, readOnly } = mount;
    if (type === 'bind') {
      return `\`${flag} ${value}\` mounts a folder of the machine, which a check does not do. A volume has a name without slashes.`;
    }
    const made: ContainerMount = type === 'tmpfs' ? { type, target } : { type, source, target, readOnly };
    read.mounts = [...(read.mounts ?? []), made];
  }
  return undefined;
}

function takeLimit(
  read: Mutable<ContainerOptions>,
  name: 'memory' | 'cpus' | 'pids-limit',
  value: string,
): string | undefined {
  const number = name === 'memory' ? parseBytes(value) : Number(value);
  if (number === null || !(number > 0)) return `\`--${name} ${value}\` is no limit.`;
  const field = name === 'memory' ? 'memoryBytes' : name === 'cpus' ? 'cpus' : 'processes';
  read.limits = { ...read.limits, [field]: number };
  return undefined;
}

/** A container of a check has no swap: the option says so itself where it is the limit of the memory again. */
function swapProblem(options: ContainerCommand['options']): string | undefined {
  const [swap = '', memory = ''] = ['memory-swap', 'memory'].map((name) => options.get(name)?.at(-1));
  if (parseBytes(memory) !== null && parseBytes(swap) === parseBytes(memory)) return undefined;
  return `\`--memory-swap ${swap}\` is not done in a check: its containers have no swap beside their memory.`;
}

function takeRestart(read: Mutable<ContainerOptions>, value: string): string | undefined {
  const failure = /^on-failure(?::(\d+))?$/.exec(value);
  if (failure) read.restart = { policy: 'on-failure', retries: Number(failure[1] ?? 0) };
  else if (value === 'no' || value === 'always' || value === 'unless-stopped')
    read.restart = { policy: value };
  else return `\`--restart ${value}\` is no policy: there are no, on-failure[:N], always and unless-stopped.`;
  return undefined;
}
