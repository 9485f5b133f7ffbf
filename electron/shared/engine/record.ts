import type { BuildEvent, BuildOptions, BuildRecord, BuildSummary, PlannedStage, StepRecord } from './build';
import { assertNever } from '../errors';

/** Characters of log kept for each step; older lines go first. */
export const STEP_LOG_CAP = 256 * 1024;
/** Characters kept of what belongs to no step. */
export const OUTPUT_CAP = 64 * 1024;
/** Warnings kept of one build. */
const WARNING_CAP = 200;

/** What is known of a build before its first event. */
export interface BuildStart {
  readonly id: string;
  readonly workspace: string;
  readonly engine: string;
  readonly simulated: boolean;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly options: BuildOptions;
}

/** A build that runs, or has ended once `result` is set. A finished one is a {@link BuildRecord}. */
export type BuildProgress = Omit<BuildRecord, 'result'> & {
  readonly stages: readonly PlannedStage[];
  readonly result: BuildRecord['result'] | null;
};

/** The state of a build that has told nothing yet. */
export function startBuild(start: BuildStart): BuildProgress {
  return {
    ...start,
    ms: 0,
    contextHash: '',
    contextBytes: 0,
    contextFiles: 0,
    stages: [],
    steps: [],
    warnings: [],
    output: '',
    result: null,
  };
}

/**
 * The state after one more event. Pure: main keeps the record with it, and the window shows the build with it.
 * `ms` is the time since the build started, which a failure does not carry by itself.
 */
export function applyBuildEvent(build: BuildProgress, event: BuildEvent, ms: number): BuildProgress {
  switch (event.type) {
    case 'context':
      return {
        ...build,
        contextFiles: event.files,
        contextBytes: event.bytes,
        contextHash: event.hash ?? '',
      };
    case 'plan':
      return { ...build, stages: event.stages, steps: event.stages.flatMap(waitingSteps) };
    case 'step-started':
      return changeStep(build, event.step, (step) => ({ ...step, state: 'running' }));
    case 'log':
      return event.step === null || !build.steps.some((step) => step.id === event.step)
        ? { ...build, output: capLog(build.output + event.text, OUTPUT_CAP).text }
        : changeStep(build, event.step, (step) => appendLog(step, event.text));
    case 'step-finished':
      return changeStep(build, event.step, (step) => ({
        ...step,
        state: event.cached ? 'cached' : 'done',
        ms: event.ms,
        ...(event.digest !== undefined && { digest: event.digest }),
        ...(event.bytesAdded !== undefined && { bytesAdded: event.bytesAdded }),
      }));
    case 'warning': {
      const { rule, line, message } = event;
      const warning = { ...(rule !== undefined && { rule }), ...(line !== undefined && { line }), message };
      return build.warnings.length >= WARNING_CAP
        ? build
        : { ...build, warnings: [...build.warnings, warning] };
    }
    case 'failed': {
      const { failure } = event;
      const steps = build.steps.map((step) => endStep(step, step.id === failure.step));
      return { ...build, ms, steps, result: { ok: false, failure } };
    }
    case 'done':
      return {
        ...build,
        ms: event.ms,
        result: { ok: true, imageId: event.imageId, tags: event.tags },
      };
    default:
      return assertNever(event);
  }
}

/** The record of a build that ended; null while it runs. */
export function toRecord(build: BuildProgress): BuildRecord | null {
  const { result } = build;
  if (!result) return null;
  const record: BuildRecord & { stages?: unknown } = { ...build, result };
  delete record.stages;
  return record;
}

/** A record without what is long. */
export function toSummary({ output: _output, steps, warnings, ...rest }: BuildRecord): BuildSummary {
  return {
    ...rest,
    warnings: warnings.length,
    steps: steps.map(({ log: _log, logDropped: _dropped, ...step }) => step),
  };
}

function waitingSteps(stage: PlannedStage): StepRecord[] {
  return stage.steps.map((step) => ({
    ...step,
    stage: stage.name,
    state: 'waiting',
    log: '',
    logDropped: 0,
  }));
}

function changeStep(
  build: BuildProgress,
  id: string,
  change: (step: StepRecord) => StepRecord,
): BuildProgress {
  return { ...build, steps: build.steps.map((step) => (step.id === id ? change(step) : step)) };
}

function appendLog(step: StepRecord, text: string): StepRecord {
  const { text: log, dropped } = capLog(step.log + text, STEP_LOG_CAP);
  return { ...step, log, logDropped: step.logDropped + dropped };
}

/**
 * Cuts a log at a line's start once it is a quarter over its cap, so that a long log is not copied for every line.
 * `dropped` counts the lines that went.
 */
function capLog(log: string, cap: number): { text: string; dropped: number } {
  if (log.length <= cap * 1.25) return { text: log, dropped: 0 };
  const lineEnd = log.indexOf('\n', log.length - cap);
  const from = lineEnd < 0 ? log.length - cap : lineEnd + 1;
  let dropped = 0;
  for (let at = log.indexOf('\n'); at >= 0 && at < from; at = log.indexOf('\n', at + 1)) dropped++;
  return { text: log.slice(from), dropped };
}

function endStep(step: StepRecord, failed: boolean): StepRecord {
  if (failed) return { ...step, state: 'failed' };
  return step.state === 'running' ? { ...step, state: 'cancelled' } : step;
}
