import type { BuildFailure, PlannedStep } from '../../../shared/engine/build';
import type { BuildPlan } from '../../../shared/engine/plan';

/** What is known of a build that failed. */
export interface FailureFacts {
  /** The engine's own words. */
  readonly message: string;
  /** Exit code, where the classic builder sends it. */
  readonly code?: number;
  /** The end of the failed step's log: why a command failed is said there, not by the engine. */
  readonly log?: string;
  /** What BuildKit was doing: the failed vertex's name. */
  readonly activity?: string;
  readonly step?: PlannedStep;
  readonly plan: BuildPlan;
  /** Whether the engine's own frontend knows here-documents. */
  readonly heredocs: boolean;
  /** Whether the builder can ask for secrets. */
  readonly secrets: boolean;
}

/** The class of a failure, with what to do; without the engine's words. */
export type Cause = Omit<BuildFailure, 'details'>;

/** Where a step is, in a failure. */
export function at(step: PlannedStep | undefined): { step?: string; line?: number } {
  return { ...(step && { step: step.id }), ...(step?.line !== undefined && { line: step.line }) };
}
