/** How often a working machine is asked for a sign of life, and how long it may take to give it. */
const INTERVAL_MS = 3_000;
const PATIENCE_MS = 20_000;

/** A machine that works says so again and again: a kernel that hangs, or a thread that spins, does not. */
export class Heartbeat {
  readonly #ping: () => Promise<unknown>;
  readonly #hung: () => void;
  readonly #patience: number;
  #interval: NodeJS.Timeout | undefined;
  #deadline: NodeJS.Timeout | undefined;

  /** `hung` is called when a `ping` had no answer for `patience` milliseconds. */
  constructor(ping: () => Promise<unknown>, hung: () => void, patience = PATIENCE_MS) {
    this.#ping = ping;
    this.#hung = hung;
    this.#patience = patience;
  }

  start(): void {
    if (this.#interval) return;
    this.#interval = setInterval(() => {
      this.#ask();
    }, INTERVAL_MS);
    this.#interval.unref();
  }

  /** A machine that stands still owes no answer, not even one that was asked for before. */
  stop(): void {
    clearInterval(this.#interval);
    this.#interval = undefined;
    this.#answered();
  }

  #ask(): void {
    if (this.#deadline) return; // one question at a time
    this.#deadline = setTimeout(this.#hung, this.#patience);
    const answered = () => {
      this.#answered();
    };
    this.#ping().then(answered, answered);
  }

  #answered(): void {
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}
