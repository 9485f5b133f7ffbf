import type { BuildEvent, PlannedStage, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';
import { makesLayer } from '../../../shared/engine/plan';
import type { StatusResponse, Vertex } from './trace';

/** A vertex that failed: what BuildKit was doing, and on which step of the plan. */
export interface FailedVertex {
  readonly name: string;
  readonly error: string;
  readonly step?: PlannedStep;
}

interface StageState {
  readonly stage: PlannedStage;
  /** Steps that BuildKit numbers, in order, FROM excluded. */
  readonly layers: readonly PlannedStep[];
}

/**
 * Turns BuildKit's vertices into the events of the plan's steps. BuildKit has a vertex only for what makes a layer:
 * the instructions between (ENV, CMD, ...) count as done as soon as the step behind them in their stage begins, or the
 * build ends well.
 */
export class BuildKitEvents {
  readonly #stages: readonly StageState[];
  readonly #steps = new Map<string, PlannedStep>();
  readonly #started = new Set<string>();
  readonly #finished = new Set<string>();
  readonly #decoders = new Map<string, InstanceType<typeof TextDecoder>>();
  #clipped = false;
  #failed: FailedVertex | undefined;

  constructor(plan: BuildPlan) {
    this.#stages = plan.stages.map((stage) => ({ stage, layers: stage.steps.slice(1).filter(makesLayer) }));
  }

  /** The vertex that made the build fail, once there was one. A vertex cancelled because of another is not it. */
  get failed(): FailedVertex | undefined {
    return this.#failed;
  }

  /** The events that follow from one progress message. */
  *push(status: StatusResponse): Generator<BuildEvent> {
    for (const vertex of status.vertexes) yield* this.#vertex(vertex);
    for (const log of status.logs) {
      const key = `${log.vertex}${log.stream}`;
      let decoder = this.#decoders.get(key);
      if (!decoder) this.#decoders.set(key, (decoder = new TextDecoder()));
      const text = decoder.decode(log.bytes, { stream: true });
      const step = this.#steps.get(log.vertex)?.id ?? null;
      if (text) yield { type: 'log', step, stream: log.stream, text };
      if (!this.#clipped && /\[output clipped, log limit/.test(text)) {
        this.#clipped = true;
        yield {
          type: 'warning',
          rule: 'LogClipped',
          message:
            'BuildKit cut this log because it is too long or came too fast; the rest of it is not shown.',
        };
      }
    }
    for (const warning of status.warnings) {
      const [, rule, message] = /^([A-Z]\w+): (.*)$/s.exec(warning.short) ?? [];
      yield {
        type: 'warning',
        ...(rule !== undefined && { rule }),
        ...(warning.line !== undefined && { line: warning.line }),
        message: message ?? warning.short,
      };
    }
  }

  /** The steps that have no vertex, once the build ended well. */
  *finish(): Generator<BuildEvent> {
    for (const { stage } of this.#stages) yield* this.#pass(stage, stage.steps.length);
  }

  *#vertex(vertex: Vertex): Generator<BuildEvent> {
    const place = this.#placeOf(vertex);
    if (place) {
      this.#steps.set(vertex.digest, place.step);
      if (vertex.startedAt !== undefined || vertex.cached) yield* this.#begin(place.stage, place.step);
      if (vertex.completedAt !== undefined && !vertex.error) yield* this.#complete(place.step, vertex);
    }
    if (vertex.error && !this.#failed && !/context canceled/.test(vertex.error)) {
      this.#failed = { name: vertex.name, error: vertex.error, ...(place && { step: place.step }) };
    }
  }

  *#begin(stage: PlannedStage, step: PlannedStep): Generator<BuildEvent> {
    if (this.#started.has(step.id)) return;
    yield* this.#pass(stage, stage.steps.indexOf(step));
    this.#started.add(step.id);
    yield { type: 'step-started', step: step.id };
  }

  *#complete(step: PlannedStep, vertex: Vertex): Generator<BuildEvent> {
    if (this.#finished.has(step.id)) return;
    this.#finished.add(step.id);
    const ms = Math.max(0, (vertex.completedAt ?? 0) - (vertex.startedAt ?? vertex.completedAt ?? 0));
    yield {
      type: 'step-finished',
      step: step.id,
      cached: vertex.cached,
      digest: vertex.digest,
      ms: Math.round(ms),
    };
  }

  /** Marks the steps of `stage` before `end` that BuildKit has no vertex for. */
  *#pass(stage: PlannedStage, end: number): Generator<BuildEvent> {
    for (const step of stage.steps.slice(0, end)) {
      if (this.#started.has(step.id) || makesLayer(step)) continue;
      this.#started.add(step.id);
      this.#finished.add(step.id);
      yield { type: 'step-started', step: step.id };
      yield { type: 'step-finished', step: step.id, cached: false, ms: 0 };
    }
  }

  /**
   * Finds the step of a name like `[linux/amd64 base  2/10] RUN make` (buildkit dockerfile2llb, prefixCommand).
   * Counted from the end of the stage: triggers that the base image inherited come first and are not in the file.
   */
  #placeOf(vertex: Vertex): { stage: PlannedStage; step: PlannedStep } | undefined {
    const match = /^\[(?:(\S+) )?(?:(\S+) )? *(\d+)\/(\d+)\] (.*)$/s.exec(vertex.name);
    if (!match) return undefined;
    const [, first, second, index, total, text] = match;
    const name = second ?? (first?.includes('/') ? undefined : first);
    const state = name
      ? this.#stages.find(({ stage }) => stage.name === name.toLowerCase())
      : this.#stages.at(0);
    const from = state?.stage.steps[0];
    if (!state || !from) return undefined;
    if (text?.startsWith('FROM ')) return { stage: state.stage, step: from };
    const step = state.layers.at(-1 - (Number(total) - Number(index))) ?? from;
    return { stage: state.stage, step };
  }
}
