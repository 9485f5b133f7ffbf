import type Docker from 'dockerode';
import type { ContainerMount, ContainerSpec, Healthcheck, PortBinding } from '../../shared/engine/container';
import { OURS_LABEL } from '../engine';

/** Processes that a container of ours may have at once: enough for any lab, too few for a fork bomb. */
const PROCESS_LIMIT = 512;

/** Where ports are published unless a specification says otherwise. */
const LOOPBACK = '127.0.0.1';

/** A container's specification as the API wants it. */
export function toCreateOptions(spec: ContainerSpec): Docker.ContainerCreateOptions {
  const ports = spec.ports ?? [];
  return {
    Image: spec.image,
    ...(spec.name !== undefined && { name: spec.name }),
    ...(spec.arguments && spec.arguments.length > 0 && { Cmd: [...spec.arguments] }),
    // An empty list would leave the image's entrypoint in force; a list with an empty string takes it away.
    ...(spec.entrypoint && { Entrypoint: spec.entrypoint.length > 0 ? [...spec.entrypoint] : [''] }),
    Env: variables(spec.env),
    Labels: { ...spec.labels, [OURS_LABEL]: spec.owner },
    ...(spec.workingDir !== undefined && { WorkingDir: spec.workingDir }),
    ...(spec.user !== undefined && { User: spec.user }),
    ...(spec.hostname !== undefined && { Hostname: spec.hostname }),
    ...(spec.stopSignal !== undefined && { StopSignal: spec.stopSignal }),
    ...(spec.healthcheck && { Healthcheck: toHealthConfig(spec.healthcheck) }),
    Tty: spec.tty ?? false,
    OpenStdin: spec.stdin ?? false,
    // Without this the process would read on for ever after the one who typed has gone.
    StdinOnce: spec.stdin ?? false,
    AttachStdin: spec.stdin ?? false,
    AttachStdout: true,
    AttachStderr: true,
    ExposedPorts: Object.fromEntries(ports.map((port) => [portKey(port), {}])),
    HostConfig: toHostConfig(spec, ports),
    ...networking(spec),
  };
}

/** `NAME=value`, as the API lists variables. */
export function variables(env: Readonly<Record<string, string>> | undefined): string[] {
  return Object.entries(env ?? {}).map(([name, value]) => `${name}=${value}`);
}

function toHostConfig(spec: ContainerSpec, ports: readonly PortBinding[]): Docker.HostConfig {
  const { limits = {}, restart } = spec;
  return {
    PidsLimit: limits.processes ?? PROCESS_LIMIT,
    // Memory and swap together may be as much as memory alone: a limit that swaps is none a learner can see.
    ...(limits.memoryBytes !== undefined && { Memory: limits.memoryBytes, MemorySwap: limits.memoryBytes }),
    ...(limits.cpus !== undefined && { NanoCpus: Math.round(limits.cpus * 1e9) }),
    PortBindings: portBindings(ports),
    Mounts: (spec.mounts ?? []).map(toMountSettings),
    ...(restart && {
      RestartPolicy: {
        Name: restart.policy,
        ...(restart.policy === 'on-failure' && { MaximumRetryCount: restart.retries }),
      },
    }),
    ...(spec.network !== undefined && { NetworkMode: spec.network }),
    ...(spec.init !== undefined && { Init: spec.init }),
    ...(spec.readOnlyRoot !== undefined && { ReadonlyRootfs: spec.readOnlyRoot }),
    ...(spec.autoRemove !== undefined && { AutoRemove: spec.autoRemove }),
  };
}

function networking(spec: ContainerSpec): Pick<Docker.ContainerCreateOptions, 'NetworkingConfig'> {
  if (spec.network === undefined || spec.network === 'none' || !spec.networkAliases?.length) return {};
  return {
    NetworkingConfig: { EndpointsConfig: { [spec.network]: { Aliases: [...spec.networkAliases] } } },
  };
}

function portBindings(ports: readonly PortBinding[]): Record<string, { HostIp: string; HostPort: string }[]> {
  const bindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const port of ports) {
    (bindings[portKey(port)] ??= []).push({
      HostIp: port.hostAddress ?? LOOPBACK,
      HostPort: port.hostPort === 0 ? '' : String(port.hostPort),
    });
  }
  return bindings;
}

function portKey(port: PortBinding): string {
  return `${port.containerPort}/${port.protocol}`;
}

function toMountSettings(mount: ContainerMount): Docker.MountSettings {
  if (mount.type === 'tmpfs') {
    return {
      Type: 'tmpfs',
      Target: mount.target,
      Source: '',
      ...(mount.sizeBytes !== undefined && { TmpfsOptions: { SizeBytes: mount.sizeBytes, Mode: 0o1777 } }),
    };
  }
  return { Type: mount.type, Source: mount.source, Target: mount.target, ReadOnly: mount.readOnly };
}

/** The API counts in nanoseconds. */
function toHealthConfig(check: Healthcheck): Docker.HealthConfig {
  return {
    Test: [...check.test],
    ...(check.intervalMs !== undefined && { Interval: check.intervalMs * 1e6 }),
    ...(check.timeoutMs !== undefined && { Timeout: check.timeoutMs * 1e6 }),
    ...(check.startPeriodMs !== undefined && { StartPeriod: check.startPeriodMs * 1e6 }),
    ...(check.retries !== undefined && { Retries: check.retries }),
  };
}
