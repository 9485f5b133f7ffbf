import type { BuildEvent, PlannedStep } from '../../../shared/engine/build';

/**
 * The step that a builder's text stream is at. Such a builder makes one step at a time: it begins with its heading and
 * ends with the id of its layer or with the next heading.
 */
export class OpenStep {
  readonly #now: () => number;
  #step: PlannedStep | null = null;
  #open = false;
  #cached = false;
  #startedAt = 0;

  /** @param now a clock, in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The step that runs, or that ran when the build failed. */
  get current(): PlannedStep | null {
    return this.#step;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** @param step null where the heading is of a step that the plan does not know. */
  *begin(step: PlannedStep | null): Generator<BuildEvent> {
    yield* this.finish();
    this.#step = step;
    this.#open = step !== null;
    this.#cached = false;
    this.#startedAt = this.#now();
    if (step) yield { type: 'step-started', step: step.id };
  }

  /** The builder said that the step's result comes from its cache. */
  markCached(): void {
    this.#cached = true;
  }

  /**
   * Ends the step, if one runs.
   * @param id of its layer, in hexadecimal digits.
   */
  *finish(id?: string): Generator<BuildEvent> {
    if (!this.#open || !this.#step) return;
    this.#open = false;
    const ms = Math.max(0, Math.round(this.#now() - this.#startedAt));
    const digest = id === undefined ? {} : { digest: id };
    yield { type: 'step-finished', step: this.#step.id, cached: this.#cached, ...digest, ms };
  }
}

/** Whether a heading with that instruction may be the step's: what a step writes may look like the next heading. */
export function mayBegin(step: PlannedStep | null | undefined, instruction: string): boolean {
  return !step || keyword(step.text) === keyword(instruction);
}

function keyword(instruction: string): string {
  return instruction.trim().split(/\s/, 1)[0]!.toUpperCase();
}
