import type {
  ContainerDetails,
  ContainerState,
  ContainerSummary,
  NetworkAttachment,
  PublishedPort,
} from '../../../shared/engine/container';
import type { ProcessEnd } from '../guest-processes';
import type { ContainerDefinition } from './definition';
import type { HealthMonitor } from './health';

/** A container as it stands. */
export interface Standing {
  readonly id: string;
  readonly name: string;
  /** ISO 8601, as the others. */
  readonly created: string;
  readonly state: ContainerState;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly end: ProcessEnd | null;
  readonly error: string;
  readonly published: readonly PublishedPort[];
  readonly attachments: readonly NetworkAttachment[];
  /** Of its newest run, if it has a check. */
  readonly health: HealthMonitor | undefined;
}

/** A container as the list shows it. */
export function toSummary(definition: ContainerDefinition, standing: Standing): ContainerSummary {
  const { id, name, created, state, published, attachments, health } = standing;
  return {
    id,
    name,
    image: definition.spec.image,
    imageId: definition.image.id,
    command: definition.command.join(' '),
    created,
    state,
    health: health?.health ?? 'none',
    ports: published,
    labels: definition.labels,
    networks: attachments.map(({ network }) => network),
    ours: true,
  };
}

/** A container in full. */
export function toDetails(definition: ContainerDefinition, standing: Standing): ContainerDetails {
  const { spec, env, user, workingDir, hostname, entrypoint, mounts, arguments: args } = definition;
  const { state, startedAt, finishedAt, end, error, attachments, health } = standing;
  const lives = state === 'running' || state === 'paused';
  const variables = env.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
  return {
    ...toSummary(definition, standing),
    startedAt,
    finishedAt,
    exitCode: lives ? null : (end?.code ?? null),
    outOfMemory: end?.outOfMemory ?? false,
    error,
    pid: null,
    tty: spec.tty ?? false,
    stdin: spec.stdin ?? false,
    user,
    workingDir,
    hostname,
    env: Object.fromEntries(variables) as Record<string, string>,
    entrypoint,
    arguments: args,
    mounts,
    limits: spec.limits ?? {},
    restart: spec.restart ?? { policy: 'no' },
    attachments,
    healthLog: health?.log ?? [],
  };
}
