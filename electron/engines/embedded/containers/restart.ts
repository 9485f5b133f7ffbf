import type { RestartPolicy } from '../../../shared/engine/container';

/** Milliseconds before the first restart, doubled with each that follows, and the most. As Docker waits. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 60_000;
/** A container that ran this long counts as well again. */
const WELL_AFTER = 10_000;

/** How a run ended. */
export interface EndedRun {
  readonly code: number;
  readonly ranMs: number;
  /** Whether somebody asked for it to end. */
  readonly asked: boolean;
}

/** Decides after each run of a container whether it is started again, and how soon. */
export class Restarts {
  readonly #policy: RestartPolicy;
  #count = 0;
  #wait = FIRST_WAIT;

  constructor(policy: RestartPolicy) {
    this.#policy = policy;
  }

  /** Milliseconds until it is started again; undefined when it is not. */
  after({ code, ranMs, asked }: EndedRun): number | undefined {
    const { policy } = this.#policy;
    if (asked || policy === 'no') return undefined;
    if (policy === 'on-failure') {
      const { retries } = this.#policy;
      if (code === 0 || (retries > 0 && this.#count >= retries)) return undefined;
    }
    if (ranMs >= WELL_AFTER) this.#wait = FIRST_WAIT;
    this.#count++;
    const wait = this.#wait;
    this.#wait = Math.min(LONGEST_WAIT, wait * 2);
    return wait;
  }
}
