import { randomUUID } from 'node:crypto';
import type { BuildEvent, BuildOptions, BuildRecord, BuildSecrets } from './shared/engine/build';
import type { BuildProgress } from './shared/engine/record';
import { withSizes } from './shared/engine/layer-sizes';
import { applyBuildEvent, startBuild, toRecord } from './shared/engine/record';
import { DrydockError } from './shared/errors';
import type { Engine } from './engines/engine';
import { OURS_LABEL } from './engines/engine';
import { imageNameOf } from './builds/image-name';
import { BuildRecords } from './builds/records';

/** What the build service needs of its surroundings. */
export interface BuildsOptions {
  /** Folder for the records. */
  readonly folder: string;
  /** The engine to build with, chosen anew for each build. */
  readonly engine: () => Promise<Engine>;
  /** Called for every event, in order. */
  readonly onEvent?: (build: string, workspace: string, event: BuildEvent) => void;
  /** Called once for each build, after its record was kept. */
  readonly onFinished?: (record: BuildRecord) => void;
  /** Called when a record could not be kept; the build itself went on. */
  readonly onStorageError?: (error: unknown) => void;
  /** Records kept for each workspace. */
  readonly keep?: number;
  /** Milliseconds until a build is stopped; half an hour by default. */
  readonly timeoutMs?: number;
}

/** A workspace's files, as they are to be built. */
export interface BuildOrder {
  readonly workspace: string;
  /** Absolute path of the build context. */
  readonly context: string;
  readonly options: BuildOptions;
  /** For the engine alone: the record does not have them. */
  readonly secrets?: BuildSecrets;
}

interface RunningBuild {
  readonly workspace: string;
  readonly controller: AbortController;
  readonly finished: Promise<BuildRecord>;
}

const DEFAULT_TIMEOUT_MS = 30 * 60 * 1000;

/** Starts, follows and cancels builds, at most one at a time for a workspace, and keeps what came of them. */
export class Builds {
  readonly #options: BuildsOptions;
  readonly #records: BuildRecords;
  readonly #running = new Map<string, RunningBuild>();

  constructor(options: BuildsOptions) {
    this.#options = options;
    this.#records = new BuildRecords(options.folder, options.keep);
  }

  /**
   * Starts a build and gives its id at once. Throws `conflict` while one of the same workspace runs, and what choosing
   * the engine throws.
   */
  async start(order: BuildOrder): Promise<string> {
    const id = randomUUID();
    const controller = new AbortController();
    if ([...this.#running.values()].some((build) => build.workspace === order.workspace)) {
      throw new DrydockError({
        kind: 'conflict',
        message: 'These files are being built already.',
        remedy: 'Wait for that build, or cancel it.',
      });
    }
    // Registered before anything is awaited, so that a second click cannot start a second build.
    let begin: (engine: Engine) => void = () => undefined;
    let refuse: (thrown: unknown) => void = () => undefined;
    const engine = new Promise<Engine>((resolve, reject) => {
      begin = resolve;
      refuse = reject;
    });
    const finished = engine.then((chosen) => this.#run(id, order, chosen, controller));
    finished.catch(() => undefined); // start() itself throws what made it fail
    this.#running.set(id, { workspace: order.workspace, controller, finished });
    try {
      begin(await this.#options.engine());
    } catch (thrown) {
      this.#running.delete(id);
      refuse(thrown);
      throw thrown;
    }
    return id;
  }

  /** Cancels a build; one that has ended already is none of our business any more. */
  cancel(id: string): void {
    this.#running.get(id)?.controller.abort();
  }

  /** The record of a build once it has ended; null for one that is not running. */
  async finished(id: string): Promise<BuildRecord | null> {
    return (await this.#running.get(id)?.finished) ?? null;
  }

  /** The record of one build of a workspace, once it has ended; null for one that is not remembered. */
  async record(workspace: string, id: string): Promise<BuildRecord | null> {
    const ended = await this.finished(id);
    if (ended) return ended.workspace === workspace ? ended : null;
    return (await this.history(workspace)).find((record) => record.id === id) ?? null;
  }

  /** The newest record of a workspace, or null. */
  last(workspace: string): Promise<BuildRecord | null> {
    return this.#records.last(workspace);
  }

  /** The records of a workspace, newest first. */
  history(workspace: string): Promise<readonly BuildRecord[]> {
    return this.#records.list(workspace);
  }

  /** Cancels everything and waits until it has ended. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const build of running) build.controller.abort();
    await Promise.allSettled(running.map((build) => build.finished));
  }

  async #run(
    id: string,
    order: BuildOrder,
    engine: Engine,
    controller: AbortController,
  ): Promise<BuildRecord> {
    const { workspace, context, secrets = {} } = order;
    const options = { ...order.options, tag: order.options.tag ?? imageNameOf(workspace) };
    const startedAt = new Date().toISOString();
    const started = performance.now();
    let build = startBuild({ id, workspace, engine: engine.id, simulated: false, startedAt, options });
    const timer = setTimeout(() => controller.abort(), this.#timeoutMs);
    const labels = { [OURS_LABEL]: workspace };
    try {
      for await (const event of engine.build({ ...options, secrets, context, labels }, controller.signal)) {
        const ms = Math.round(performance.now() - started);
        const told = ms >= this.#timeoutMs ? asTimeout(event, this.#timeoutMs) : event;
        build = applyBuildEvent(build, told, ms);
        this.#options.onEvent?.(id, workspace, told);
      }
      return await this.#keep(build, engine);
    } finally {
      clearTimeout(timer);
      this.#running.delete(id);
    }
  }

  async #keep(build: BuildProgress, engine: Engine): Promise<BuildRecord> {
    const ended = toRecord(build);
    if (!ended) {
      throw new DrydockError({ kind: 'internal', message: 'The engine ended a build without saying how.' });
    }
    const record = await this.#measured(ended, engine);
    try {
      await this.#records.add(record);
    } catch (thrown) {
      this.#options.onStorageError?.(thrown);
    }
    this.#options.onFinished?.(record);
    return record;
  }

  /** With what the steps added. The image may be gone again, or its engine: the sizes are then simply not told. */
  async #measured(record: BuildRecord, engine: Engine): Promise<BuildRecord> {
    if (!record.result.ok) return record;
    return withSizes(record, await engine.images.history(record.result.imageId).catch(() => []));
  }

  get #timeoutMs(): number {
    return this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }
}

/** A build that was stopped by its time limit was not cancelled by the learner. */
function asTimeout(event: BuildEvent, timeoutMs: number): BuildEvent {
  if (event.type !== 'failed' || event.failure.kind !== 'cancelled') return event;
  return {
    type: 'failed',
    failure: {
      ...event.failure,
      kind: 'timed-out',
      message: `The build was stopped because it took longer than ${Math.round(timeoutMs / 1000)} seconds.`,
      hint: 'Look for a command that waits for something, or make the build smaller.',
    },
  };
}
