import { randomUUID } from 'node:crypto';
import type { TransferEvent } from '../shared/engine/transfer';
import type { ErrorData } from '../shared/errors';
import { toErrorData } from '../shared/errors';
import type { Engine } from '../engines/engine';

/** Who is told how a pull goes. */
export interface PullListener {
  readonly onEvent: (transfer: string, event: TransferEvent) => void;
  readonly onEnded: (transfer: string, error: ErrorData | null) => void;
}

/** Images that are being pulled for the window, each transfer with an id. */
export class Pulls {
  readonly #running = new Map<string, AbortController>();

  constructor(readonly listener: PullListener) {}

  /** Begins a pull and gives its id. */
  start(engine: Engine, reference: string): string {
    const id = randomUUID();
    const controller = new AbortController();
    this.#running.set(id, controller);
    void this.#pull(id, engine, reference, controller.signal)
      .then(() => null, toErrorData)
      .then((error) => {
        this.#running.delete(id);
        this.listener.onEnded(id, error);
      });
    return id;
  }

  /** Cancels a pull; one that has ended already is no error. */
  cancel(transfer: string): void {
    this.#running.get(transfer)?.abort();
  }

  close(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #pull(id: string, engine: Engine, reference: string, signal: AbortSignal): Promise<void> {
    for await (const event of engine.images.pull(reference, { signal })) this.listener.onEvent(id, event);
  }
}
