import type { BuildEvent } from '../../../shared/engine/build';

/** Events of work that goes on by itself, as something that can be iterated. */
export class EventQueue {
  readonly #events: BuildEvent[] = [];
  #over = false;
  #wake: (() => void) | undefined;

  readonly push = (event: BuildEvent): void => {
    this.#events.push(event);
    this.#wake?.();
  };

  /** No more events come. */
  readonly end = (): void => {
    this.#over = true;
    this.#wake?.();
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<BuildEvent> {
    for (;;) {
      for (let event = this.#events.shift(); event; event = this.#events.shift()) yield event;
      if (this.#over) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
