import { randomUUID } from 'node:crypto';
import type { BuildContext } from '../../../build-context/collect';
import { collectContext } from '../../../build-context/collect';
import { packContext } from '../../../build-context/pack';
import { readDockerfile } from '../../../build-context/read-dockerfile';
import type { BuildEvent, BuildFailure } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { planBuild } from '../../../shared/engine/plan';
import type { BuildRequest } from '../../engine';
import type { Client, Connection } from '../client';
import { stream } from '../client';
import { engineWords, explainStopped, isConnectionError, statusOf, toEngineError } from '../errors';
import type { BuildSession } from './build-session';
import { openSession } from './build-session';
import { BuildKitEvents } from './buildkit-events';
import { ClassicEvents } from './classic-events';
import { at } from './failure-facts';
import { explainFailure } from './failures';
import type { BuildMessage } from './messages';
import { readMessages } from './messages';
import { PodmanEvents } from './podman-events';
import { refusal } from './refusals';
import { decodeStatus } from './trace';
import type { BuilderTraits } from './traits';
import { untilSent } from './until-sent';

/** Builds an image; see `Engine.build`. Never throws: how it ends is the last event. */
export async function* buildImage(
  client: Client,
  request: BuildRequest,
  traits: BuilderTraits,
  signal: AbortSignal,
): AsyncGenerator<BuildEvent> {
  const started = performance.now();
  try {
    signal.throwIfAborted();
    const file = request.file ?? 'Dockerfile';
    const dockerfile = await readDockerfile(request.context, file);
    const plan = planBuild(dockerfile, request, traits.builder === 'buildkit' ? 'needed' : 'all');
    yield { type: 'plan', stages: plan.stages };
    const context = await collectContext(request.context, file);
    const refused = refusal({ request, traits, plan, context });
    if (refused) {
      yield { type: 'failed', failure: refused };
      return;
    }
    const connection = await client.connect();
    yield* new BuildRun(client, connection, request, traits, plan, context, started).events(signal);
  } catch (thrown) {
    yield { type: 'failed', failure: signal.aborted ? cancelled() : failureOf(thrown, client) };
  }
}

/** Characters of a step's log in which the reason of its failure is looked for. */
const LOG_TAIL = 2000;

/** What an engine says of a build while it stops. */
const STOPPING =
  /context canceled|transport is closing|graceful_stop|server is shutting down|code = Unavailable/i;

/** One request to the engine, from the first byte sent to the last event. */
class BuildRun {
  readonly #id = randomUUID();
  #imageId: string | undefined;
  /** Whether the engine has answered, so that a broken connection means that it is gone. */
  #building = false;
  /** The step that began last and has not ended. */
  #running: string | undefined;
  /** The end of what was written since a step began. */
  #log = '';

  constructor(
    readonly client: Client,
    readonly connection: Connection,
    readonly request: BuildRequest,
    readonly traits: BuilderTraits,
    readonly plan: BuildPlan,
    readonly context: BuildContext,
    readonly started: number,
  ) {}

  async *events(signal: AbortSignal): AsyncGenerator<BuildEvent> {
    const { stream: body, hash } = packContext(this.context);
    const cancel = () => void this.#cancel();
    signal.addEventListener('abort', cancel, { once: true });
    let session: BuildSession | undefined;
    try {
      session = await this.#session();
      const answer = await stream(this.connection.docker, {
        path: '/build',
        method: 'POST',
        query: { ...this.#query(), ...(session && { session: session.id }) },
        body,
        signal,
      });
      const { hash: sent, messages } = await untilSent(hash, readMessages(answer));
      const { files, bytes } = this.context;
      yield { type: 'context', files, bytes, ...(sent !== undefined && { hash: sent }) };
      this.#building = true;
      yield* this.#read(messages, signal);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      if (this.#building && isConnectionError(thrown))
        yield { type: 'failed', failure: this.#stopped(thrown) };
      else if (statusOf(thrown) === undefined) throw thrown;
      else yield { type: 'failed', failure: this.#explain({ message: engineWords(thrown) }) };
    } finally {
      signal.removeEventListener('abort', cancel);
      body.destroy();
      session?.close();
    }
  }

  /** Only a step that asks for a secret or a key needs one, also where it gets none; other builders cannot ask. */
  async #session(): Promise<BuildSession | undefined> {
    const asks = this.plan.stages.some(({ steps }) => steps.some(({ id }) => this.plan.asks[id]));
    if (this.traits.builder !== 'buildkit' || !asks) return undefined;
    return openSession(this.connection.docker, this.request.secrets ?? {});
  }

  async *#read(messages: AsyncIterable<BuildMessage>, signal: AbortSignal): AsyncGenerator<BuildEvent> {
    const buildkit = new BuildKitEvents(this.plan);
    const now = () => performance.now();
    const text =
      this.traits.builder === 'podman' ? new PodmanEvents(this.plan, now) : new ClassicEvents(this.plan, now);
    for await (const message of messages) {
      if (message.error && STOPPING.test(message.error.message) && !signal.aborted) {
        yield { type: 'failed', failure: this.#stopped(new Error(message.error.message)) };
        return;
      }
      if (message.error) {
        const failed = buildkit.failed;
        const step = failed ? failed.step : (text.current ?? undefined);
        const failure = this.#explain({
          ...message.error,
          ...(failed && { activity: failed.name }),
          ...(step && { step }),
        });
        yield { type: 'failed', failure };
        return;
      }
      if (message.imageId !== undefined) this.#imageId = message.imageId;
      if (message.trace) yield* this.#noted(buildkit.push(decodeStatus(message.trace)));
      else if (message.stream !== undefined && this.traits.builder !== 'buildkit')
        yield* this.#noted(text.push(message.stream));
    }
    yield* this.traits.builder === 'buildkit' ? buildkit.finish() : text.finish();
    yield this.#end();
  }

  /** Passes events on, and notes which step runs. */
  *#noted(events: Iterable<BuildEvent>): Generator<BuildEvent> {
    for (const event of events) {
      if (event.type === 'step-started') {
        this.#running = event.step;
        this.#log = '';
      }
      if (event.type === 'log') this.#log = (this.#log + event.text).slice(-LOG_TAIL);
      if (event.type === 'step-finished' && event.step === this.#running) this.#running = undefined;
      yield event;
    }
  }

  #stopped(thrown: unknown): BuildFailure {
    this.client.reset();
    const step = this.plan.stages.flatMap(({ steps }) => steps).find(({ id }) => id === this.#running);
    return {
      kind: 'engine-unavailable',
      ...explainStopped(this.client.endpoint, process.platform),
      ...at(step),
      details: engineWords(thrown),
    };
  }

  #end(): BuildEvent {
    if (this.#imageId === undefined) {
      return {
        type: 'failed',
        failure: this.#explain({ message: 'the engine ended the build without an image' }),
      };
    }
    const tags = this.request.tag === undefined ? [] : [this.request.tag];
    return { type: 'done', imageId: this.#imageId, tags, ms: Math.round(performance.now() - this.started) };
  }

  #explain(
    facts: Pick<Parameters<typeof explainFailure>[0], 'message' | 'code' | 'activity' | 'step'>,
  ): BuildFailure {
    const { builder, heredocs } = this.traits;
    return explainFailure({
      ...facts,
      log: this.#log,
      plan: this.plan,
      heredocs,
      secrets: builder === 'buildkit',
    });
  }

  /** Podman takes a step for unchanged whatever the values of the build arguments that it uses (seen with 4.3). */
  #cacheIsBlind(): boolean {
    return this.traits.builder === 'podman' && Object.keys(this.request.buildArgs ?? {}).length > 0;
  }

  #query(): Record<string, string> {
    const { file, tag, target, buildArgs, noCache, pull, platform, labels } = this.request;
    return {
      dockerfile: file ?? 'Dockerfile',
      labels: JSON.stringify(labels),
      ...(tag !== undefined && { t: tag }),
      ...(target !== undefined && { target }),
      ...(buildArgs && { buildargs: JSON.stringify(buildArgs) }),
      ...((noCache || this.#cacheIsBlind()) && { nocache: '1' }),
      ...(pull && { pull: '1' }),
      ...(platform !== undefined && { platform }),
      ...(this.traits.builder === 'buildkit'
        ? { version: '2', buildid: this.#id }
        : { version: '1', rm: '1', forcerm: '1' }),
      // Without this Podman caches nothing but the whole image.
      ...(this.traits.builder === 'podman' && { layers: '1' }),
    };
  }

  /** Ending the request stops the classic builder; BuildKit is told as well, by the build's id. */
  async #cancel(): Promise<void> {
    if (this.traits.builder !== 'buildkit') return;
    try {
      const query = { id: this.#id };
      (await stream(this.connection.docker, { path: '/build/cancel', method: 'POST', query })).resume();
    } catch {
      // The request itself is gone by now, which is what counts; an engine that died cannot be told.
    }
  }
}

function cancelled(): BuildFailure {
  return { kind: 'cancelled', message: 'The build was cancelled.', hint: 'Build again when you are ready.' };
}

function failureOf(thrown: unknown, client: Client): BuildFailure {
  if (isConnectionError(thrown)) client.reset();
  const { data } = toEngineError(thrown, client.endpoint, { doing: 'build the image' });
  const kind = data.kind === 'engine-unavailable' ? 'engine-unavailable' : 'other';
  return {
    kind,
    message: data.message,
    hint: data.remedy ?? 'Read the details, then try again.',
    ...(data.details !== undefined && { details: data.details }),
  };
}
