import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildContext } from '../../../build-context/collect';
import { collectContext, largestParts } from '../../../build-context/collect';
import { packContext } from '../../../build-context/pack';
import type { BuildEvent, BuildFailure } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { planBuild } from '../../../shared/engine/plan';
import { DrydockError } from '../../../shared/errors';
import type { BuildRequest } from '../../engine';
import type { Client, Connection } from '../client';
import { stream } from '../client';
import { engineWords, isConnectionError, statusOf, toEngineError } from '../errors';
import { BuildKitEvents } from './buildkit-events';
import { ClassicEvents } from './classic-events';
import { explainFailure } from './failures';
import { missingStage } from './missing-stage';
import type { BuildMessage } from './messages';
import { readMessages } from './messages';
import { PodmanEvents } from './podman-events';
import { decodeStatus } from './trace';

/** What the engine is, as far as it matters for a build. */
export interface BuilderTraits {
  readonly builder: 'buildkit' | 'classic' | 'podman';
  readonly heredocs: boolean;
  /** Bytes of context that are still sent. */
  readonly contextCap: number;
}

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
    if (context.bytes > traits.contextCap) {
      yield { type: 'failed', failure: tooLarge(context, traits.contextCap) };
      return;
    }
    const missing = traits.builder === 'podman' ? missingStage(plan) : undefined;
    if (missing) {
      const message = `invalid stage index ${missing.index}`;
      yield {
        type: 'failed',
        failure: explainFailure({ message, step: missing.step, plan, heredocs: traits.heredocs }),
      };
      return;
    }
    const connection = await client.connect();
    yield* new BuildRun(client, connection, request, traits, plan, context, started).events(signal);
  } catch (thrown) {
    yield { type: 'failed', failure: signal.aborted ? cancelled() : failureOf(thrown, client) };
  }
}

/** One request to the engine, from the first byte sent to the last event. */
class BuildRun {
  readonly #id = randomUUID();
  #imageId: string | undefined;

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
    try {
      const answer = await stream(this.connection.docker, {
        path: '/build',
        method: 'POST',
        query: this.#query(),
        body,
        signal,
      });
      // The engine reads the whole context before it builds, unless it refuses the build at once.
      const sent = await Promise.race([
        hash,
        new Promise<undefined>((resolve) => answer.once('end', () => resolve(undefined))),
      ]);
      const { files, bytes } = this.context;
      yield { type: 'context', files, bytes, ...(sent !== undefined && { hash: sent }) };
      yield* this.#read(readMessages(answer));
    } catch (thrown) {
      if (signal.aborted || statusOf(thrown) === undefined) throw thrown;
      yield { type: 'failed', failure: this.#explain({ message: engineWords(thrown) }) };
    } finally {
      signal.removeEventListener('abort', cancel);
      body.destroy();
    }
  }

  async *#read(messages: AsyncIterable<BuildMessage>): AsyncGenerator<BuildEvent> {
    const buildkit = new BuildKitEvents(this.plan);
    const now = () => performance.now();
    const text =
      this.traits.builder === 'podman' ? new PodmanEvents(this.plan, now) : new ClassicEvents(this.plan, now);
    for await (const message of messages) {
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
      if (message.trace) yield* buildkit.push(decodeStatus(message.trace));
      else if (message.stream !== undefined && this.traits.builder !== 'buildkit')
        yield* text.push(message.stream);
    }
    yield* this.traits.builder === 'buildkit' ? buildkit.finish() : text.finish();
    yield this.#end();
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
    return explainFailure({ ...facts, plan: this.plan, heredocs: this.traits.heredocs });
  }

  #query(): Record<string, string> {
    const { file, tag, target, buildArgs, noCache, labels } = this.request;
    return {
      dockerfile: file ?? 'Dockerfile',
      labels: JSON.stringify(labels),
      ...(tag !== undefined && { t: tag }),
      ...(target !== undefined && { target }),
      ...(buildArgs && { buildargs: JSON.stringify(buildArgs) }),
      ...(noCache && { nocache: '1' }),
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

async function readDockerfile(context: string, file: string): Promise<string> {
  try {
    return await readFile(join(context, file), 'utf8');
  } catch (cause) {
    throw new DrydockError(
      {
        kind: 'not-found',
        message: `There is no ${file} in ${context}.`,
        remedy: 'Create the file, or name the Dockerfile to build.',
        where: { file },
      },
      { cause },
    );
  }
}

function tooLarge(context: BuildContext, cap: number): BuildFailure {
  const parts = largestParts(context).map((part) => `${part.path} (${megabytes(part.bytes)})`);
  return {
    kind: 'context-too-large',
    message: `The build context has ${megabytes(context.bytes)}, and at most ${megabytes(cap)} are sent. The largest: ${parts.join(', ')}.`,
    hint: 'Name what the build does not need in a .dockerignore file.',
  };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
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
