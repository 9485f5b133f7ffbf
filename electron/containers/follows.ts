import { randomUUID } from 'node:crypto';
import type { ContainerStats, LogLine } from '../shared/engine/container';
import type { Followed } from '../shared/engine/methods';
import type { ErrorData } from '../shared/errors';
import { DrydockError, toErrorData } from '../shared/errors';
import type { Engine } from '../engines/engine';

/** Who is told what is followed. */
export interface FollowListener {
  readonly onLogs: (follow: string, lines: readonly LogLine[]) => void;
  readonly onStats: (follow: string, stats: ContainerStats) => void;
  readonly onEnded: (follow: string, error: ErrorData | null) => void;
}

/** Lines of the past that a log begins with. */
const TAIL = 5000;
/** Lines that are sent together, and milliseconds that the first of them waits for the others. */
const BATCH = 500;
const BATCH_PAUSE = 30;

/** Logs and statistics that are followed, each with an id to stop it by. */
export class Follows {
  readonly #running = new Map<string, AbortController>();

  constructor(readonly listener: FollowListener) {}

  /** Begins to follow and gives the id. */
  start(engine: Engine, container: string, what: Followed): string {
    const id = randomUUID();
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { signal } = controller;
    const work =
      what === 'logs'
        ? this.#logs(id, engine, container, signal)
        : this.#stats(id, engine, container, signal);
    void work
      .then(
        () => null,
        (thrown: unknown) => (isCancelled(thrown) ? null : toErrorData(thrown)),
      )
      .then((error) => {
        this.#running.delete(id);
        this.listener.onEnded(id, error);
      });
    return id;
  }

  /** Ends following; what has ended already is no error. */
  stop(follow: string): void {
    this.#running.get(follow)?.abort();
  }

  close(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #stats(id: string, engine: Engine, container: string, signal: AbortSignal): Promise<void> {
    for await (const stats of engine.containers.stats(container, signal)) this.listener.onStats(id, stats);
  }

  async #logs(id: string, engine: Engine, container: string, signal: AbortSignal): Promise<void> {
    let lines: LogLine[] = [];
    let timer: NodeJS.Timeout | undefined;
    const send = () => {
      clearTimeout(timer);
      timer = undefined;
      if (lines.length > 0) this.listener.onLogs(id, lines);
      lines = [];
    };
    try {
      for await (const line of engine.containers.logs(container, { follow: true, tail: TAIL, signal })) {
        lines.push(line);
        if (lines.length >= BATCH) {
          send();
          await new Promise((resolve) => setImmediate(resolve)); // a flood must not keep other requests waiting
        } else timer ??= setTimeout(send, BATCH_PAUSE);
      }
    } finally {
      send();
    }
  }
}

function isCancelled(thrown: unknown): boolean {
  return thrown instanceof DrydockError && thrown.data.kind === 'cancelled';
}
