import type { Engine } from './engines/engine';
import type { BuildRecord } from './shared/engine/build';
import type { StageRun } from './shared/engine/run';
import { RUN_OUTPUT_CAP, RUN_TIMEOUT_MS } from './shared/engine/run';
import { DrydockError } from './shared/errors';

/** What runs need of the rest. */
export interface RunsOptions {
  /** The record of a build of a workspace, once it has ended; null for one that is not remembered. */
  readonly record: (workspace: string, build: string) => Promise<BuildRecord | null>;
  /** The engine of an id, which has the image. */
  readonly engine: (id: string) => Promise<Engine>;
  /** Milliseconds until a run is stopped. */
  readonly timeoutMs?: number;
}

/** Runs what the learner built, as the image says and with nothing else, at most one at a time for a workspace. */
export class Runs {
  readonly #options: RunsOptions;
  readonly #running = new Map<string, AbortController>();

  constructor(options: RunsOptions) {
    this.#options = options;
  }

  /**
   * Runs the image of a build to its end. Throws `not-found` for a build that is not remembered or made no image,
   * `conflict` while one runs, `cancelled` once it was stopped, and what the engine throws.
   */
  async start(workspace: string, build: string): Promise<StageRun> {
    if (this.#running.has(workspace)) {
      throw new DrydockError({
        kind: 'conflict',
        message: 'A container of these files is running already.',
        remedy: 'Wait for it, or stop it.',
      });
    }
    const controller = new AbortController();
    this.#running.set(workspace, controller);
    try {
      const record = await this.#options.record(workspace, build);
      if (!record?.result.ok) throw noImage();
      const engine = await this.#options.engine(record.engine);
      const { exitCode, stdout, stderr, truncated, ms } = await engine.containers.run({
        image: record.result.imageId,
        arguments: [],
        env: {},
        timeoutMs: this.#options.timeoutMs ?? RUN_TIMEOUT_MS,
        outputCap: RUN_OUTPUT_CAP,
        signal: controller.signal,
      });
      if (controller.signal.aborted) throw cancelled();
      return { build, exitCode, stdout, stderr, truncated, ms };
    } catch (thrown) {
      throw controller.signal.aborted ? cancelled(thrown) : thrown;
    } finally {
      this.#running.delete(workspace);
    }
  }

  /** Stops the container of a workspace, if one runs. */
  stop(workspace: string): void {
    this.#running.get(workspace)?.abort();
  }

  /** Stops everything that runs. */
  stopAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}

function noImage(): DrydockError {
  return new DrydockError({
    kind: 'not-found',
    message: 'This build made no image that could be run.',
    remedy: 'Build again, then run.',
  });
}

function cancelled(cause?: unknown): DrydockError {
  return new DrydockError({ kind: 'cancelled', message: 'The run was stopped.' }, { cause });
}
