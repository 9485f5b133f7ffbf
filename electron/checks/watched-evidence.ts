import { setTimeout as delay } from 'node:timers/promises';
import type { Check, HttpAnswer, RunEvidence } from '../shared/checks';
import { answerFits } from '../shared/checks';
import type { ContainerDetails, ContainerSpec, Healthcheck } from '../shared/engine/container';
import type { ImageDetails } from '../shared/engine/image';
import type { EngineCapabilities } from '../shared/engine/status';
import type { ContainerOptions } from '../shared/commands';
import { DrydockError } from '../shared/errors';
import type { Engine } from '../engines/engine';
import { CheckVolumes } from './check-volumes';
import { askHttp } from './http';
import { OUTPUT_CAP } from './limits';
import { CHECK_OWNER } from './owner';

type ContainerCheck = Extract<Check, { kind: 'container' }>;

/** What a container that is watched while it runs showed. */
export type Watched = Pick<
  RunEvidence,
  'run' | 'http' | 'health' | 'outOfMemory' | 'stop' | 'hostPort' | 'otherPorts'
>;

/** A container to be started and watched. */
export interface WatchRequest {
  readonly engine: Engine;
  readonly image: ImageDetails;
  readonly check: ContainerCheck;
  /** What the learner's own `run` line asks for. */
  readonly options: ContainerOptions | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Milliseconds between two looks at a container. */
const PAUSE = 100;

/** Milliseconds that a container is given to set up before it is asked to end. */
const SETTLE = 700;

/** The exit code of what was ended by SIGKILL. */
const KILLED = 137;

/** How often a container is run again that was killed without a reason: on a busy machine, several times in a row. */
const RETRIES = 8;

/** Milliseconds between two runs of the image's own health check: a check must not wait for its 30 seconds. */
const HEALTH_INTERVAL = 1000;

/** Whether a check needs more than to run a container to its end and read what it said. */
export function isWatched(check: ContainerCheck): boolean {
  return (
    isServing(check) ||
    check.options !== undefined ||
    check.memory !== undefined ||
    check.user !== undefined ||
    check.readOnly ||
    check.runs > 1 ||
    check.outOfMemory !== undefined
  );
}

/** Whether it is about a container that goes on running. */
function isServing(check: ContainerCheck): boolean {
  return check.http !== undefined || check.state === 'healthy' || check.stopsWithin !== undefined;
}

/** Whether an engine cannot do what a check needs. */
export function lacks(
  can: EngineCapabilities,
  check: ContainerCheck,
  options: ContainerOptions | undefined,
): boolean {
  const volumes = options?.mounts?.some(({ type }) => type === 'volume') ?? false;
  return (
    (check.http !== undefined && !can.ports) ||
    (volumes && !can.volumes) ||
    (check.state === 'healthy' && !can.healthchecks) ||
    ((check.memory !== undefined || options?.limits !== undefined) && !can.limits)
  );
}

/**
 * Starts a container of the image, waits until it is as the check wants it or its time is over, and removes it; as
 * often as the check says. Throws what the engine throws, and `cancelled`.
 */
export async function gatherWatched(request: WatchRequest): Promise<Watched> {
  const volumes = new CheckVolumes(request.engine);
  try {
    for (let run = 1; run < request.check.runs; run++) await watchOne(request, volumes);
    let watched = await watchOne(request, volumes);
    for (let again = 0; again < RETRIES && isKilledWithoutReason(request, watched); again++)
      watched = await watchOne(request, volumes);
    return watched;
  } finally {
    await volumes.remove();
  }
}

/**
 * Whether a container with a limit was killed by nobody that is known of. Where control groups are of version 1, Docker
 * misses now and then that the kernel did it: the container is gone before anybody has read the notice.
 */
function isKilledWithoutReason({ check, options }: WatchRequest, { run, outOfMemory }: Watched): boolean {
  const isLimited = check.memory !== undefined || options?.limits?.memoryBytes !== undefined;
  return check.outOfMemory !== undefined && isLimited && run?.exitCode === KILLED && outOfMemory === false;
}

async function watchOne(request: WatchRequest, volumes: CheckVolumes): Promise<Watched> {
  const { engine, check, options, signal } = request;
  const { containers } = engine;
  const spec = await specOf(request, volumes);
  const isPublished =
    check.http === undefined || spec.ports?.some(({ containerPort }) => containerPort === check.http?.port);
  const container = await containers.create(spec);
  try {
    await containers.start(container);
    const seen = await watch(engine, container, check, isPublished === true, signal);
    const stop =
      check.stopsWithin === undefined ? undefined : await stopAndTime(engine, container, check.stopsWithin);
    return {
      run: await outputOf(engine, container, seen.details),
      http: seen.http,
      health: seen.details.health,
      outOfMemory: seen.details.outOfMemory,
      ...(stop && { stop }),
      ...(check.http && options && publishedBy(options, check.http.port)),
    };
  } finally {
    await containers.remove(container, { force: true }).catch(() => undefined); // gone already, or the engine is
  }
}

/** The container as the check and the learner's line want it, and nothing that others could notice: no fixed port. */
async function specOf(
  { image, check, options }: WatchRequest,
  volumes: CheckVolumes,
): Promise<ContainerSpec> {
  const { ports = [], mounts = [], env, ...rest }: Partial<ContainerOptions> = options ?? {};
  const healthcheck =
    check.state === 'healthy' ? quickened(options?.healthcheck ?? image.config.healthcheck) : undefined;
  const wanted = options
    ? ports
    : check.http
      ? [{ containerPort: check.http.port, protocol: 'tcp' as const }]
      : [];
  const limits = { ...rest.limits, ...(check.memory !== undefined && { memoryBytes: check.memory }) };
  return {
    ...rest,
    image: image.id,
    owner: CHECK_OWNER,
    env: { ...env, ...check.env },
    ...(check.arguments.length > 0 || !options ? { arguments: check.arguments } : {}),
    ports: wanted.map((port) => ({ ...port, hostPort: 0 })),
    mounts: await volumes.prepare(mounts),
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(check.user !== undefined && { user: check.user }),
    ...(check.readOnly && { readOnlyRoot: true }),
    ...(healthcheck && { healthcheck }),
  };
}

function publishedBy(
  { ports = [] }: ContainerOptions,
  wanted: number,
): Pick<Watched, 'hostPort' | 'otherPorts'> {
  const found = ports.find(({ containerPort }) => containerPort === wanted);
  if (found) return { hostPort: found.hostPort ?? null };
  const otherPorts = ports.map(({ hostPort, containerPort }) => `${hostPort || ''}:${containerPort}`);
  return { hostPort: null, otherPorts };
}

async function stopAndTime(
  engine: Engine,
  container: string,
  seconds: number,
): Promise<NonNullable<Watched['stop']>> {
  const started = performance.now();
  await engine.containers.stop(container, Math.ceil(seconds) + 1);
  const ms = Math.round(performance.now() - started);
  return { ms, exitCode: (await engine.containers.inspect(container)).exitCode };
}

/** Looks again and again, unless it is seen that nothing will come of it; the last look is what counts. */
async function watch(
  engine: Engine,
  container: string,
  check: ContainerCheck,
  isPublished: boolean,
  signal: AbortSignal | undefined,
): Promise<{ details: ContainerDetails; http: HttpAnswer | null }> {
  const started = performance.now();
  const end = started + check.within * 1000;
  for (;;) {
    if (signal?.aborted) throw new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' });
    const details = await engine.containers.inspect(container);
    const http = check.http && details.state === 'running' ? await askHttp(details, check.http) : null;
    const healthy = check.state !== 'healthy' || details.health === 'healthy';
    const settled = check.stopsWithin === undefined || performance.now() > started + SETTLE;
    const fits = isServing(check) && settled && healthy && (!check.http || answerFits(check.http, http));
    const hopeless =
      details.state === 'exited' ||
      (check.state === 'healthy' && details.health === 'none') ||
      (!isPublished && performance.now() > started + SETTLE); // it may yet end by itself, which is the better news
    if (fits || hopeless || performance.now() > end) return { details, http };
    await delay(PAUSE);
  }
}

async function outputOf(
  engine: Engine,
  container: string,
  { exitCode }: ContainerDetails,
): Promise<NonNullable<RunEvidence['run']>> {
  const text = { stdout: '', stderr: '' };
  for await (const line of engine.containers.logs(container)) {
    if (text[line.stream].length < OUTPUT_CAP) text[line.stream] += `${line.text}\n`;
  }
  return { exitCode, ...text };
}

function quickened(check: ImageDetails['config']['healthcheck']): Healthcheck | undefined {
  return check === null ? undefined : { ...check, intervalMs: HEALTH_INTERVAL };
}
