import type { Instruction } from '../../../shared/dockerfile/ast';
import type { BuildModel, Stage, Step } from '../../../shared/dockerfile/analysis/model';
import { findStage } from '../../../shared/dockerfile/analysis/model';
import type { PlannedStage, PlannedStep } from '../../../shared/engine/build';
import type { Digest } from '../store/digest';
import type { StoredImage } from '../store/images';
import { baseMissing, BuildStopped, failureOf, whereOf } from './failures';
import type { ImageState } from './image-state';
import { configure, fromImage, SCRATCH } from './image-state';
import type { StageContext } from './stage-builder';
import { StageBuilder } from './stage-builder';

/** What the stages need of the build around them. */
export interface GraphContext extends Omit<StageContext, 'layersOf' | 'inTurn' | 'signal'> {
  /** Of the whole build. */
  readonly signal: AbortSignal;
  readonly findImage: (name: string) => Promise<StoredImage | undefined>;
  readonly imageNames: () => Promise<readonly string[]>;
}

/**
 * The stages of a Dockerfile, which are built side by side: each waits for another one only where it needs it. Commands
 * run one at a time, since the guest has one processor and little memory (build/guest/README.md tells what was measured);
 * what this computer does for a stage, such as reading and packing files, goes on meanwhile.
 */
export class StageGraph {
  readonly #context: GraphContext;
  readonly #model: BuildModel;
  readonly #states = new Map<Stage, Promise<ImageState>>();
  readonly #current = new Map<Stage, PlannedStep>();
  /** Aborted with the build, and when one of its stages fails. */
  readonly #stop = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(context: GraphContext, model: BuildModel) {
    this.#context = context;
    this.#model = model;
  }

  /** Builds what is planned; gives the target. Rejects with the first failure, once no stage goes on. */
  async build(planned: readonly PlannedStage[], target: Stage): Promise<ImageState> {
    const { signal } = this.#context;
    signal.throwIfAborted(); // an abort that was before is never heard of
    const stop = () => {
      this.#stop.abort(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const stages = this.#model.stages.flatMap((stage) => {
        const plan = planned.find((each) => each.line === stage.from.line);
        return plan ? [{ stage, plan }] : [];
      });
      const begun = Promise.resolve(); // all are known before the first looks for another
      for (const { stage, plan } of stages)
        this.#states.set(
          stage,
          begun.then(() => this.#stage(stage, plan)),
        );
      await this.#allOrFirstFailure();
      return (await this.#states.get(target)) ?? SCRATCH;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #allOrFirstFailure(): Promise<void> {
    const states = [...this.#states.values()];
    try {
      await Promise.all(states);
    } catch (thrown) {
      this.#stop.abort(thrown);
      await Promise.allSettled(states);
      throw thrown;
    }
  }

  async #stage(stage: Stage, { steps }: PlannedStage): Promise<ImageState> {
    const [from, ...rest] = steps;
    this.#current.set(stage, from!);
    try {
      const builder = new StageBuilder(this.#stageContext(), await this.#base(stage, from!));
      const byInstruction = new Map<Instruction, PlannedStep>();
      stage.instructions.forEach((instruction, index) => byInstruction.set(instruction, rest[index]!));
      for (const step of stage.steps) {
        const current = byInstruction.get(step.at) ?? from!;
        this.#current.set(stage, current);
        await builder.perform(step, current);
      }
      return builder.state;
    } catch (thrown) {
      if (this.#context.signal.aborted) throw thrown;
      throw new BuildStopped(failureOf(thrown, whereOf(this.#current.get(stage))));
    }
  }

  async #base(stage: Stage, from: PlannedStep): Promise<ImageState> {
    const { emit } = this.#context;
    const below = stage.base && (await this.#states.get(stage.base));
    this.#stop.signal.throwIfAborted();
    emit({ type: 'step-started', step: from.id });
    const state = below ?? (await this.#baseImage(stage.baseName, from));
    emit({ type: 'step-finished', step: from.id, cached: true, ms: 0 });
    return configure(state, { OnBuild: undefined });
  }

  async #baseImage(name: string, from: PlannedStep): Promise<ImageState> {
    return name === 'scratch' ? SCRATCH : fromImage((await this.#image(name, from)).config);
  }

  async #image(name: string, at: PlannedStep | undefined): Promise<StoredImage> {
    const image = await this.#context.findImage(name);
    if (!image) throw baseMissing(name, await this.#context.imageNames(), whereOf(at));
    return image;
  }

  #stageContext(): StageContext {
    return {
      ...this.#context,
      signal: this.#stop.signal,
      layersOf: (stage, step, from) => this.#layersOf(stage, step, from),
      inTurn: (work) => this.#inTurn(work),
    };
  }

  async #layersOf(stage: Stage, step: Step, from: string): Promise<readonly Digest[]> {
    const use = stage.uses.find((each) => each.instruction === step.instruction && each.name === from);
    const named = use?.stage ?? (/^\d+$/.test(from) ? findStage(this.#model.stages, from) : undefined);
    if (named) return (await this.#states.get(named))?.layers ?? [];
    return (await this.#image(from, this.#current.get(stage))).config.rootfs.diff_ids;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined); // whoever asked for the work hears of it
    return done;
  }
}
