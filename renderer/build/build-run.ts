/**
 * A build as the panel shows it, while it runs and when it is over. What the events add up to is the same pure
 * reducer's business that makes the kept record; here are the logs, which are too long to be copied for every line
 * and stay outside Vue's reactivity. Whoever shows a run watches `revision` of the store.
 */
import type { BuildEvent, BuildFailure, BuildRecord, StepRecord } from '../../electron/shared/engine/build';
import { applyBuildEvent, startBuild } from '../../electron/shared/engine/record';
import type { BuildProgress } from '../../electron/shared/engine/record';
import { LogBuffer } from './log-buffer';

/** One step as it stands. */
export interface StepView extends Omit<StepRecord, 'log' | 'logDropped'> {
  /** Milliseconds since 1970 when it started; only while the build is watched. */
  readonly startedAt: number | undefined;
  readonly log: LogBuffer;
}

/** How a run stands. `starting` is before the engine said anything. */
export type RunState = 'starting' | 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled';

/** A build that was started here or is remembered from an earlier time. */
export class BuildRun {
  /** Everything the engine wrote, in the order it came. */
  readonly output = new LogBuffer();
  /** The learner asked for it to be stopped. */
  cancelling = false;
  /** It ran before the app was opened this time, so that its date is worth telling. */
  remembered = false;
  /** Whether the kept record has come, so that nothing more will change. */
  settled = false;
  private progress: BuildProgress;
  private told = false;
  private readonly logs = new Map<string, LogBuffer>();
  private readonly started = new Map<string, number>();

  /** @param startedAt milliseconds since 1970 */
  constructor(
    workspace: string,
    readonly startedAt: number,
  ) {
    const at = new Date(startedAt).toISOString();
    this.progress = startBuild({
      id: '',
      workspace,
      engine: '',
      simulated: false,
      startedAt: at,
      options: {},
    });
  }

  /** A build that is over, from what was kept of it. */
  static of(record: BuildRecord): BuildRun {
    const run = new BuildRun(record.workspace, Date.parse(record.startedAt));
    for (const step of record.steps) {
      run.logs.set(step.id, new LogBuffer(step.log, undefined, step.logDropped));
      if (step.log)
        run.output.append(`${step.text}\n${step.log.endsWith('\n') ? step.log : `${step.log}\n`}`);
    }
    run.output.append(record.output);
    run.settle(record);
    run.remembered = true;
    return run;
  }

  /** Takes the next event of the build, which came at `now` (milliseconds since 1970). */
  apply(event: BuildEvent, now: number): void {
    this.told = true;
    if (event.type === 'log') {
      if (event.step !== null) this.logOf(event.step).append(event.text);
      this.output.append(event.text);
      return;
    }
    this.progress = applyBuildEvent(this.progress, event, now - this.startedAt);
    if (event.type === 'warning') this.output.append(`${event.message}\n`);
    if (event.type !== 'step-started') return;
    this.started.set(event.step, now);
    const text = this.progress.steps.find((step) => step.id === event.step)?.text;
    if (text !== undefined) this.output.append(`${text}\n`);
  }

  /** The kept record has the last word; logs stay as they were watched. */
  settle(record: BuildRecord): void {
    this.progress = { ...record, stages: this.progress.stages };
    this.settled = true;
  }

  get state(): RunState {
    const { result } = this.progress;
    if (result) return result.ok ? 'done' : result.failure.kind === 'cancelled' ? 'cancelled' : 'failed';
    if (this.cancelling) return 'cancelling';
    return this.told ? 'running' : 'starting';
  }

  get over(): boolean {
    return this.progress.result !== null;
  }

  /** In the order of the plan. */
  get steps(): readonly StepView[] {
    return this.progress.steps.map(({ log: _log, logDropped: _dropped, ...step }) => ({
      ...step,
      startedAt: this.started.get(step.id),
      log: this.logOf(step.id),
    }));
  }

  /** Why it failed; null while it runs, when it worked, and when it was cancelled. */
  get failure(): BuildFailure | null {
    const { result } = this.progress;
    return result && !result.ok && this.state === 'failed' ? result.failure : null;
  }

  get image(): { readonly id: string; readonly tags: readonly string[] } | null {
    const { result } = this.progress;
    return result?.ok ? { id: result.imageId, tags: result.tags } : null;
  }

  /** What was sent to the engine; null while that is not known. */
  get context(): { readonly files: number; readonly bytes: number } | null {
    const { contextFiles, contextBytes } = this.progress;
    return contextFiles > 0 || contextBytes > 0 ? { files: contextFiles, bytes: contextBytes } : null;
  }

  /** Milliseconds it took; null while it runs. */
  get ms(): number | null {
    return this.over ? this.progress.ms : null;
  }

  /** The engine that has its image; empty until the kept record has come. */
  get engine(): string {
    return this.progress.engine;
  }

  get simulated(): boolean {
    return this.progress.simulated;
  }

  get warnings(): BuildRecord['warnings'] {
    return this.progress.warnings;
  }

  /** The Dockerfile that is built, relative to the context. */
  get file(): string {
    return this.progress.options.file ?? 'Dockerfile';
  }

  /** The stage at which it stopped; undefined for the last one, and until the kept record has come. */
  get target(): string | undefined {
    return this.progress.options.target;
  }

  private logOf(step: string): LogBuffer {
    const known = this.logs.get(step) ?? new LogBuffer();
    this.logs.set(step, known);
    return known;
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
