import type { Events } from './shared/contract';
import { toErrorData } from './shared/errors';

type Notice = Events['app.notice'];

/** Tells the learner what no request can carry. What happens before the page listens waits until it does. */
export class Notices {
  readonly #waiting: Notice[] = [];
  readonly #emit: (notice: Notice) => void;
  #listening = false;

  constructor(emit: (notice: Notice) => void) {
    this.#emit = emit;
  }

  add(notice: Notice): void {
    if (this.#listening) this.#emit(notice);
    else this.#waiting.push(notice);
  }

  /** A failure, in its own words. */
  report(thrown: unknown): void {
    this.add({ severity: 'error', error: toErrorData(thrown) });
  }

  /** The page listens from now on, or no longer. */
  setListening(listening: boolean): void {
    this.#listening = listening;
    while (listening && this.#waiting.length > 0) {
      const notice = this.#waiting.shift();
      if (notice) this.#emit(notice);
    }
  }
}
