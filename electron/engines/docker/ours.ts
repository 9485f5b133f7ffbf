import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';

type Labels = Readonly<Record<string, string>> | null | undefined;

/** Whether Drydock made what has these labels. */
export function isOurs(labels: Labels): boolean {
  return labels?.[OURS_LABEL] !== undefined;
}

/** Throws `refused` for what Drydock did not make: only its own things are ever changed. */
export function assertOurs(labels: Labels, subject: string): void {
  if (isOurs(labels)) return;
  throw new DrydockError({
    kind: 'refused',
    message: `The ${subject} was not made by Drydock, so Drydock does not touch it.`,
    remedy: "Use the engine's own command for it.",
  });
}
