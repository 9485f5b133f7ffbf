import type Docker from 'dockerode';
import type {
  ContainerDetails,
  ContainerMount,
  ContainerState,
  ContainerSummary,
  Health,
  PublishedPort,
  RestartPolicy,
} from '../../shared/engine/container';
import { OURS_LABEL } from '../engine';
import { familiarName, splitVariable } from './image-data';

/** Podman's further states, by Docker's. */
const STATES: Readonly<Record<string, ContainerState>> = {
  created: 'created',
  configured: 'created',
  initialized: 'created',
  running: 'running',
  stopping: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  stopped: 'exited',
  dead: 'dead',
};

/** A list entry of the API as ours. */
export function toContainerSummary(container: Docker.ContainerInfo): ContainerSummary {
  return {
    id: container.Id,
    name: plainName(container.Names[0] ?? ''),
    image: familiarName(container.Image),
    imageId: container.ImageID,
    command: container.Command,
    created: new Date(container.Created * 1000).toISOString(),
    state: toState(container.State),
    health: healthInWords(container.Status),
    ports: (container.Ports ?? []).map((port) => ({
      containerPort: port.PrivatePort,
      protocol: port.Type === 'udp' ? 'udp' : 'tcp',
      ...(port.PublicPort && { hostAddress: port.IP || '0.0.0.0', hostPort: port.PublicPort }),
    })),
    labels: container.Labels ?? {},
    networks: Object.keys(container.NetworkSettings?.Networks ?? {}).sort(),
    ours: container.Labels?.[OURS_LABEL] !== undefined,
  };
}

/** What the API says of one container as ours. */
export function toContainerDetails(container: Docker.ContainerInspectInfo): ContainerDetails {
  const { Config: config, State: state, HostConfig: host } = container;
  const networks = container.NetworkSettings?.Networks ?? {};
  const current = toState(state.Status);
  const ended = current === 'exited' || current === 'dead' || current === 'restarting';
  const entrypoint = config.Entrypoint ?? null;
  return {
    id: container.Id,
    name: plainName(container.Name),
    image: familiarName(config.Image),
    imageId: container.Image,
    command: [container.Path, ...(container.Args ?? [])].join(' '),
    created: new Date(container.Created).toISOString(),
    state: current,
    health: toHealth(state.Health?.Status),
    ports: toPorts(container.NetworkSettings?.Ports),
    labels: config.Labels ?? {},
    networks: Object.keys(networks).sort(),
    ours: config.Labels?.[OURS_LABEL] !== undefined,
    startedAt: toTime(state.StartedAt),
    finishedAt: ended ? toTime(state.FinishedAt) : null,
    exitCode: ended ? state.ExitCode : null,
    outOfMemory: state.OOMKilled,
    error: state.Error ?? '',
    pid: state.Pid || null,
    tty: config.Tty,
    stdin: config.OpenStdin,
    user: config.User ?? '',
    workingDir: config.WorkingDir ?? '',
    hostname: config.Hostname ?? '',
    env: Object.fromEntries((config.Env ?? []).map(splitVariable)),
    entrypoint: typeof entrypoint === 'string' ? [entrypoint] : entrypoint,
    arguments: config.Cmd ?? null,
    mounts: [...(container.Mounts ?? []).map(toMount), ...tmpfsMounts(host)],
    limits: {
      ...(host.Memory ? { memoryBytes: host.Memory } : {}),
      ...(host.NanoCpus ? { cpus: host.NanoCpus / 1e9 } : {}),
      ...(host.PidsLimit && host.PidsLimit > 0 ? { processes: host.PidsLimit } : {}),
    },
    restart: toRestart(host.RestartPolicy),
    attachments: Object.entries(networks).map(([network, { IPAddress, Aliases }]) => ({
      network,
      address: IPAddress || null,
      aliases: (Aliases as readonly string[] | null) ?? [],
    })),
    healthLog: (state.Health?.Log ?? []).map(({ ExitCode, Output }) => ({
      exitCode: ExitCode,
      output: Output,
    })),
  };
}

function toState(word: string): ContainerState {
  return STATES[word.toLowerCase()] ?? 'created';
}

function toHealth(word: string | undefined): Health {
  return word === 'starting' || word === 'healthy' || word === 'unhealthy' ? word : 'none';
}

/** A list entry has its health only in its status: `Up 3 seconds (health: starting)`, `Up 1 minute (healthy)`. */
function healthInWords(status: string | undefined): Health {
  return toHealth(/\((?:health: )?(starting|healthy|unhealthy)\)/.exec(status ?? '')?.[1]);
}

function plainName(name: string): string {
  return name.replace(/^\//, '');
}

/** The API writes "never" as the year 1. */
function toTime(text: string): string | null {
  return text.startsWith('0001') ? null : new Date(text).toISOString();
}

function toPorts(
  ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>> | null | undefined,
): readonly PublishedPort[] {
  return Object.entries(ports ?? {}).flatMap(([key, bindings]): PublishedPort[] => {
    const [port, protocol] = key.split('/');
    const common = { containerPort: Number(port), protocol: protocol === 'udp' ? 'udp' : 'tcp' } as const;
    if (!bindings || bindings.length === 0) return [common];
    return bindings.map(({ HostIp, HostPort }) => ({
      ...common,
      hostAddress: HostIp || '0.0.0.0',
      hostPort: Number(HostPort),
    }));
  });
}

function toMount(mount: Docker.ContainerInspectInfo['Mounts'][number]): ContainerMount {
  const common = { target: mount.Destination, readOnly: !mount.RW };
  if ((mount.Type as string | undefined) === 'tmpfs') return { type: 'tmpfs', target: mount.Destination };
  return mount.Name === undefined
    ? { ...common, type: 'bind', source: mount.Source }
    : { ...common, type: 'volume', source: mount.Name };
}

/** Docker lists tmpfs mounts that were asked for with `--tmpfs` only in the host configuration. */
function tmpfsMounts(host: Docker.HostConfig): readonly ContainerMount[] {
  return Object.keys((host.Tmpfs as Record<string, string> | null | undefined) ?? {}).map((target) => ({
    type: 'tmpfs',
    target,
  }));
}

function toRestart(policy: Docker.HostRestartPolicy | undefined): RestartPolicy {
  switch (policy?.Name) {
    case 'always':
    case 'unless-stopped':
      return { policy: policy.Name };
    case 'on-failure':
      return { policy: 'on-failure', retries: policy.MaximumRetryCount ?? 0 };
    default:
      return { policy: 'no' };
  }
}
