import type { BuildEvent, PlannedStage, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';

/** What Buildah writes through Podman's compatible service, line by line, beside the steps' own output. */
const STEP = /^(?:\[\d+\/\d+\] )?STEP (\d+)\/(\d+): (.*)$/s;
const CACHED = /^--> Using cache [0-9a-f]{12,64}\s*$/;
const RESULT = /^--> ([0-9a-f]{10,64})\s*$/;
const END = /^(?:(?:\[\d+\/\d+\] )?COMMIT(?: \S+)?|Successfully (?:built|tagged) \S+|[0-9a-f]{64})\s*$/;

/**
 * Turns Buildah's text stream into events of the plan's steps. Steps are numbered anew in each stage, both outputs of a
 * step come mixed, and a step without a layer of its own (FROM, in old versions others) ends where the next begins.
 */
export class PodmanEvents {
  readonly #stages: readonly PlannedStage[];
  readonly #now: () => number;
  #stage: PlannedStage | undefined;
  /** How many of the planned stages have begun. */
  #begun = 0;
  #number = 0;
  #total = '';
  #step: PlannedStep | null = null;
  #startedAt = 0;
  #cached = false;
  #open = false;

  constructor(plan: BuildPlan, now: () => number) {
    this.#stages = plan.stages;
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
    if (END.test(text) && String(this.#number) === this.#total) return;
    if (text) yield { type: 'log', step: this.#step?.id ?? null, stream: 'stdout', text };
  }

  /** Ends the running step, if one runs. */
  *finish(id?: string): Generator<BuildEvent> {
    if (!this.#open || !this.#step) return;
    this.#open = false;
    const ms = Math.max(0, Math.round(this.#now() - this.#startedAt));
    const digest = id === undefined ? {} : { digest: id };
    yield { type: 'step-finished', step: this.#step.id, cached: this.#cached, ...digest, ms };
  }

  /** A step's output may itself look like "STEP 2/3: ..."; only the number that is due is believed. */
  #isNext(number: number, total: string): boolean {
    if (number === 1) return this.#total === '' || String(this.#number) === this.#total;
    return number === this.#number + 1 && total === this.#total;
  }

  *#begin(number: number, total: string): Generator<BuildEvent> {
    if (number === 1) this.#enterStage(Number(total));
    this.#number = number;
    this.#total = total;
    this.#step = this.#stage?.steps[number - 1] ?? null;
    this.#startedAt = this.#now();
    this.#cached = false;
    this.#open = this.#step !== null;
    if (this.#step) yield { type: 'step-started', step: this.#step.id };
  }

  /** The next stage of the plan that has so many steps: those that nothing needs are left out. */
  #enterStage(steps: number): void {
    const rest = this.#stages.slice(this.#begun);
    const found = Math.max(
      0,
      rest.findIndex((stage) => stage.steps.length === steps),
    );
    this.#stage = rest[found];
    this.#begun += found + 1;
  }
}
