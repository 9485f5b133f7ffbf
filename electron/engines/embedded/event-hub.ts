import type { EngineEvent } from '../../shared/engine/event';
import { cancelled } from './cancelled';

/** Something that happened, but for its time. */
export type Happening = Omit<EngineEvent, 'time'>;

/** Tells what happens in the embedded engine to everybody who listens. */
export class EventHub {
  readonly #listeners = new Set<(event: EngineEvent) => void>();

  readonly tell = (happening: Happening): void => {
    const event = { time: new Date().toISOString(), ...happening };
    for (const listener of this.#listeners) listener(event);
  };

  /** All that happens from now on. Throws `cancelled` once the signal aborts. */
  async *listen(signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const waiting: EngineEvent[] = [];
    let wake = (): void => undefined;
    const listener = (event: EngineEvent): void => {
      waiting.push(event);
      wake();
    };
    const abort = (): void => {
      wake();
    };
    this.#listeners.add(listener);
    signal.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        for (let event = waiting.shift(); event; event = waiting.shift()) yield event;
        if (signal.aborted) {
          throw cancelled('Nobody listens to the events any more.');
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', abort); // it may outlive many listeners
      this.#listeners.delete(listener);
    }
  }
}
