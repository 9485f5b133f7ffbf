import type { BuildEvent, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';

/** What the classic builder and Podman write, line by line, beside the steps' own output. */
const STEP = /^Step (\d+)\/(\d+) ?: (.*)$/s;
const RESULT = /^ ?---> ([0-9a-f]{12,64})\s*$/;
const CACHED = /^ ?---> Using cache\s*$/;
const CONTAINER = /^( ?---> Running in|Removing intermediate container) [0-9a-f]+\s*$/;
const SUCCESS = /^Successfully (built|tagged) \S+\s*$/;

/** ANSI "bright red", in which the classic builder wraps what a step wrote to its standard error. */
const RED = '\u001b[91m';
const RED_END = '\u001b[0m';

/**
 * Turns the classic builder's text stream into events of the plan's steps. The stream is meant for people: a step is
 * known by its line "Step n/m : ..." and finished when its layer's id, or the next step, comes.
 */
export class ClassicEvents {
  readonly #plan: BuildPlan;
  readonly #now: () => number;
  #number = 0;
  #total = '';
  #step: PlannedStep | null = null;
  #startedAt = 0;
  #cached = false;
  #open = false;
  /** The line break behind the heading comes as a message of its own. */
  #justBegan = false;

  constructor(plan: BuildPlan, now: () => number) {
    this.#plan = plan;
    this.#now = now;
  }

  /** The step that runs, or that ran when the build failed. */
  get current(): PlannedStep | null {
    return this.#step;
  }

  /** The events that follow from one `stream` message. */
  *push(text: string): Generator<BuildEvent> {
    const step = STEP.exec(text.trimEnd());
    if (step && this.#isNext(Number(step[1]), step[2] ?? '')) {
      yield* this.finish();
      yield* this.#begin(Number(step[1]), step[2] ?? '');
      return;
    }
    if (CACHED.test(text)) {
      this.#cached = true;
      return;
    }
    const result = RESULT.exec(text);
    if (result) {
      yield* this.finish(result[1]);
      return;
    }
    const afterHeading = this.#justBegan;
    this.#justBegan = false;
    if ((afterHeading && text === '\n') || CONTAINER.test(text) || (!this.#open && SUCCESS.test(text)))
      return;
    yield* this.#log(text);
  }

  /** Ends the running step, if one runs. */
  *finish(id?: string): Generator<BuildEvent> {
    if (!this.#open || !this.#step) return;
    this.#open = false;
    yield {
      type: 'step-finished',
      step: this.#step.id,
      cached: this.#cached,
      ...(id !== undefined && { digest: id }),
      ms: Math.max(0, Math.round(this.#now() - this.#startedAt)),
    };
  }

  /** A step's output may itself look like "Step 2/3 : ..."; only the number that is due is believed. */
  #isNext(number: number, total: string): boolean {
    return number === this.#number + 1 && (this.#total === '' || this.#total === total);
  }

  *#begin(number: number, total: string): Generator<BuildEvent> {
    this.#number = number;
    this.#total = total;
    this.#step = this.#plan.numbered[number - 1] ?? null;
    this.#startedAt = this.#now();
    this.#cached = false;
    this.#open = this.#step !== null;
    this.#justBegan = true;
    if (this.#step) yield { type: 'step-started', step: this.#step.id };
  }

  *#log(text: string): Generator<BuildEvent> {
    const step = this.#step?.id ?? null;
    const red = text.startsWith(RED);
    const plain = red ? text.slice(RED.length).replace(RED_END, '') : text;
    if (plain) yield { type: 'log', step, stream: red ? 'stderr' : 'stdout', text: plain };
  }
}
