import type { BuildEvent, PlannedStage, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { mayBegin, OpenStep } from './open-step';

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
  readonly #step: OpenStep;
  #stage: PlannedStage | undefined;
  /** How many of the planned stages have begun. */
  #begun = 0;
  #number = 0;
  #total = '';

  constructor(plan: BuildPlan, now: () => number) {
    this.#stages = plan.stages;
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
    if (END.test(text) && String(this.#number) === this.#total) return;
    if (text) yield { type: 'log', step: this.current?.id ?? null, stream: 'stdout', text };
  }

  /** Ends the running step, if one runs. */
  finish(id?: string): Generator<BuildEvent> {
    return this.#step.finish(id);
  }

  /** A step's output may itself look like "STEP 2/3: ..."; only the step that is due is believed. */
  #isNext(number: number, total: string, instruction: string): boolean {
    const stageEnds = this.#total === '' || String(this.#number) === this.#total;
    if (number === 1) return stageEnds && /^FROM\s/i.test(instruction);
    if (number !== this.#number + 1 || total !== this.#total) return false;
    return mayBegin(this.#stage?.steps[number - 1], instruction);
  }

  #begin(number: number, total: string): Generator<BuildEvent> {
    if (number === 1) this.#enterStage(Number(total));
    this.#number = number;
    this.#total = total;
    return this.#step.begin(this.#stage?.steps[number - 1] ?? null);
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
