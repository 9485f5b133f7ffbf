import { onAbort } from '../on-abort';

/**
 * A signal that aborts when the caller's does or when time is over. AbortSignal.any is newer than the oldest runtime.
 * Clear it when the work has ended: a caller's signal may outlive many pieces of work and would keep them all.
 */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #release: () => void;
  #passed = false;

  /** @param ms milliseconds from now */
  constructor(ms: number, caller?: AbortSignal) {
    this.#timer = setTimeout(() => {
      this.#passed = true;
      this.#controller.abort();
    }, ms);
    this.#release = onAbort(caller, () => {
      this.#controller.abort();
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether time was over, and not the caller. */
  get passed(): boolean {
    return this.#passed;
  }

  /** Lets go of the timer and of the caller's signal. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#release();
  }
}
