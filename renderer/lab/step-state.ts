/** Where a learner stands in a lab, from the journal's state. */
import type { LabFile, StepFile } from '../../electron/shared/course/schema';
import type { LabProgress } from '../../electron/shared/progress/state';

/** One step as the list shows it. */
export interface StepState {
  readonly step: StepFile;
  /** 1 for the first. */
  readonly number: number;
  readonly passed: boolean;
  readonly tried: boolean;
  readonly checksPassed: readonly string[];
  readonly hintsShown: number;
  /** True where it was passed on an engine that only simulates. */
  readonly simulated: boolean;
}

export function stepStates(lab: LabFile, progress: LabProgress | undefined): readonly StepState[] {
  return lab.steps.map((step, index) => {
    const known = progress?.steps[step.id];
    return {
      step,
      number: index + 1,
      passed: Boolean(known?.passedAt),
      tried: Boolean(known && (known.tries > 0 || known.passedAt)),
      checksPassed: known?.checksPassed ?? [],
      hintsShown: Math.min(known?.hintsShown ?? 0, step.hints.length),
      simulated: known?.simulated ?? false,
    };
  });
}

/** The step to open: the one asked for, else the first that is not done, else the last. */
export function stepToOpen(states: readonly StepState[], wanted?: string): string {
  const asked = states.find(({ step }) => step.id === wanted);
  return (asked ?? states.find(({ passed }) => !passed) ?? states.at(-1))?.step.id ?? '';
}

/** Points reached and to be had. */
export function pointsOf(states: readonly StepState[]): { readonly reached: number; readonly total: number } {
  const sum = (list: readonly StepState[]) => list.reduce((points, { step }) => points + step.points, 0);
  return { reached: sum(states.filter(({ passed }) => passed)), total: sum(states) };
}

/** Whether the solution may be shown: a step was tried (the main process refuses it before, too). */
export function anyTried(states: readonly StepState[]): boolean {
  return states.some(({ tried }) => tried);
}
