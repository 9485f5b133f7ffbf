import type { BuildEvent, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { mayBegin, OpenStep } from './open-step';

/** What the classic builder writes, line by line, beside the steps' own output. */
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
  readonly #step: OpenStep;
  #number = 0;
  #total = '';
  /** The line break behind the heading comes as a message of its own. */
  #justBegan = false;

  constructor(plan: BuildPlan, now: () => number) {
    this.#plan = plan;
    this.#step = new OpenStep(now);
  }

  /** The step that runs, or that ran when the build failed. */
  get current(): PlannedStep | null {
    return this.#step.current;
  }

  /** The events that follow from one `stream` message. */
  *push(text: string): Generator<BuildEvent> {
    const [, number, total = '', instruction = ''] = STEP.exec(text.trimEnd()) ?? [];
    if (this.#isNext(Number(number), total, instruction)) return yield* this.#begin(Number(number), total);
    if (CACHED.test(text)) return this.#step.markCached();
    const result = RESULT.exec(text);
    if (result) return yield* this.finish(result[1]);
    const afterHeading = this.#justBegan;
    this.#justBegan = false;
    if (afterHeading && text === '\n') return;
    if (CONTAINER.test(text) || (!this.#step.isOpen && SUCCESS.test(text))) return;
    yield* this.#log(text);
  }

  /** Ends the running step, if one runs. */
  finish(id?: string): Generator<BuildEvent> {
    return this.#step.finish(id);
  }

  /** A step's output may itself look like "Step 2/3 : ..."; only the step that is due is believed. */
  #isNext(number: number, total: string, instruction: string): boolean {
    if (number !== this.#number + 1 || (this.#total !== '' && this.#total !== total)) return false;
    return mayBegin(this.#plan.numbered[number - 1], instruction);
  }

  #begin(number: number, total: string): Generator<BuildEvent> {
    this.#number = number;
    this.#total = total;
    this.#justBegan = true;
    return this.#step.begin(this.#plan.numbered[number - 1] ?? null);
  }

  *#log(text: string): Generator<BuildEvent> {
    const step = this.current?.id ?? null;
    const red = text.startsWith(RED);
    const plain = red ? text.slice(RED.length).replace(RED_END, '') : text;
    if (plain) yield { type: 'log', step, stream: red ? 'stderr' : 'stdout', text: plain };
  }
}
