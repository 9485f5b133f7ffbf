/**
 * A build as the panel shows it, while it runs and when it is over. A plain class fed with events: the log lines
 * must stay outside Vue's reactivity, so whoever shows a run watches `revision` of the store instead.
 */
import { assertNever } from '../../electron/shared/errors';
import type { BuildEvent, BuildFailure, BuildRecord, StepRecord } from '../../electron/shared/engine/build';
import { LogBuffer } from './log-buffer';

/** One step with its log. */
export interface StepView {
  readonly id: string;
  readonly text: string;
  readonly stage: string;
  readonly line?: number | undefined;
  state: StepRecord['state'];
  /** Milliseconds since 1970 when it started; only while the build is watched. */
  startedAt?: number;
  ms?: number | undefined;
  bytesAdded?: number | undefined;
  digest?: string | undefined;
  readonly log: LogBuffer;
}

/** How a run stands. `starting` is before the engine said anything. */
export type RunState = 'starting' | 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled';

/** A build that was started here or is remembered from an earlier time. */
export class BuildRun {
  state: RunState = 'starting';
  /** In the order of the plan. */
  readonly steps: StepView[] = [];
  /** Everything the engine wrote, in the order it came. */
  readonly output = new LogBuffer();
  context: { readonly files: number; readonly bytes: number } | null = null;
  ms: number | null = null;
  failure: BuildFailure | null = null;
  image: { readonly id: string; readonly tags: readonly string[] } | null = null;
  /** The kept record; null until the build ended. */
  record: BuildRecord | null = null;
  private readonly byId = new Map<string, StepView>();

  /** @param startedAt milliseconds since 1970 */
  constructor(
    readonly workspace: string,
    readonly startedAt: number,
  ) {}

  /** A build that is over, from what was kept of it. */
  static of(record: BuildRecord): BuildRun {
    const run = new BuildRun(record.workspace, Date.parse(record.startedAt));
    for (const { log, logDropped, ...step } of record.steps) {
      run.add({ ...step, log: new LogBuffer(log, undefined, logDropped) });
      if (log) run.output.append(`${step.text}\n${log.endsWith('\n') ? log : `${log}\n`}`);
    }
    if (record.output) run.output.append(record.output);
    run.finish(record);
    return run;
  }

  get over(): boolean {
    return this.state === 'done' || this.state === 'failed' || this.state === 'cancelled';
  }

  /** Takes the next event of the build, which came at `now` (milliseconds since 1970). */
  apply(event: BuildEvent, now: number): void {
    if (this.state === 'starting') this.state = 'running';
    switch (event.type) {
      case 'context':
        this.context = { files: event.files, bytes: event.bytes };
        return;
      case 'plan':
        for (const stage of event.stages) {
          for (const step of stage.steps) {
            if (!this.byId.has(step.id)) {
              this.add({ ...step, stage: stage.name, state: 'waiting', log: new LogBuffer() });
            }
          }
        }
        return;
      case 'step-started': {
        const step = this.step(event.step);
        step.state = 'running';
        step.startedAt = now;
        this.output.append(`${step.text}\n`);
        return;
      }
      case 'log':
        if (event.step !== null) this.step(event.step).log.append(event.text);
        this.output.append(event.text);
        return;
      case 'step-finished':
        Object.assign(this.step(event.step), {
          state: event.cached ? 'cached' : 'done',
          ms: event.ms,
          bytesAdded: event.bytesAdded,
          digest: event.digest,
        });
        return;
      case 'warning':
        this.output.append(`${event.message}\n`);
        return;
      case 'failed':
        this.fail(event.failure, now - this.startedAt);
        return;
      case 'done':
        this.state = 'done';
        this.ms = event.ms;
        this.image = { id: event.imageId, tags: event.tags };
        return;
      default:
        assertNever(event);
    }
  }

  /** The kept record settles what the events left open; logs stay as they were watched. */
  finish(record: BuildRecord): void {
    this.record = record;
    this.context = { files: record.contextFiles, bytes: record.contextBytes };
    for (const { log: _log, logDropped: _dropped, ...kept } of record.steps) {
      const step = this.byId.get(kept.id);
      if (step) Object.assign(step, kept);
    }
    if (record.result.ok) {
      this.state = 'done';
      this.image = { id: record.result.imageId, tags: record.result.tags };
    } else {
      this.fail(record.result.failure, record.ms);
    }
    this.ms = record.ms;
  }

  /** The step to show opened: the one that failed. */
  get failedStep(): StepView | undefined {
    return this.steps.find((step) => step.state === 'failed');
  }

  private fail(failure: BuildFailure, ms: number): void {
    const cancelled = failure.kind === 'cancelled';
    this.state = cancelled ? 'cancelled' : 'failed';
    this.failure = failure;
    this.ms = ms;
    for (const step of this.steps) {
      if (step.id === failure.step && !cancelled) step.state = 'failed';
      else if (step.state === 'running') step.state = cancelled ? 'cancelled' : 'failed';
    }
  }

  /** Engines may report a step that no plan named; it is shown all the same. */
  private step(id: string): StepView {
    return this.byId.get(id) ?? this.add({ id, text: id, stage: '', state: 'waiting', log: new LogBuffer() });
  }

  private add(step: StepView): StepView {
    this.steps.push(step);
    this.byId.set(step.id, step);
    return step;
  }
}

/** Steps under the stage they belong to, in order. */
export function byStage(
  steps: readonly StepView[],
): readonly { readonly stage: string; readonly steps: readonly StepView[] }[] {
  const groups: { stage: string; steps: StepView[] }[] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.stage === step.stage) last.steps.push(step);
    else groups.push({ stage: step.stage, steps: [step] });
  }
  return groups;
}
