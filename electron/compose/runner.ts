import type { Engine } from '../engines/engine';
import type { ComposeEvent, ComposeStep, ComposeSubject, Selection } from '../shared/compose';
import { DrydockError } from '../shared/errors';
import type { ProjectMark } from './labels';
import type { LoadedProject } from './project';

/** What a project is run with. */
export interface ComposeRun {
  readonly engine: Engine;
  readonly loaded: LoadedProject;
  /** Value of the label that marks everything as ours: a workspace's id, `cli`, `check`. */
  readonly owner: string;
  readonly onEvent: (event: ComposeEvent) => void;
  readonly signal: AbortSignal;
}

/** What of a project is brought up, and how. */
export interface UpOptions extends Selection {
  /** Builds images anew that are there already. */
  readonly build?: boolean;
  /** Makes containers anew whose service did not change. */
  readonly recreate?: boolean;
  /** Ends only when everything that has a health check is healthy. */
  readonly wait?: boolean;
}

/** How the things of a run are marked in the engine. */
export function markOf({ loaded, owner }: Pick<ComposeRun, 'loaded' | 'owner'>): ProjectMark {
  return { name: loaded.name, owner };
}

/** Tells one step of a subject. */
export function tell(
  { onEvent }: Pick<ComposeRun, 'onEvent'>,
  kind: ComposeSubject['kind'],
  name: string,
  step: ComposeStep,
  message?: string,
): void {
  onEvent({ type: 'step', subject: { kind, name }, step, ...(message !== undefined && { message }) });
}

/** Throws `cancelled` once the signal has aborted. */
export function checkCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw cancelledRun();
}

/** The error of a run that was ended early. */
export function cancelledRun(): DrydockError {
  return new DrydockError({
    kind: 'cancelled',
    message: 'That was cancelled; what had been started is still there.',
    remedy: 'Bring the services up again, or take them down.',
  });
}
