import type { ProgressEvent } from './events';
import { isInScope } from './reduce';

/** The events that still count: those that no later reset took back. Resets themselves are left out. */
export function effectiveEvents(events: readonly ProgressEvent[]): ProgressEvent[] {
  const scopes: string[] = [];
  const kept: ProgressEvent[] = [];
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event === undefined) continue;
    if (event.fact.kind === 'progress-reset') scopes.push(event.fact.scope);
    else if (!scopes.some((scope) => isInScope(scope, event.fact))) kept.push(event);
  }
  return kept.reverse();
}

/** What an import brings. */
export interface Merge {
  /** Events to append, in their order. */
  readonly added: readonly ProgressEvent[];
  /** How many events of the import count here already. */
  readonly known: number;
}

/**
 * Which events of another journal to append to this one. An event that a reset took back here counts as new, so that
 * a learner can return from a reset by importing a backup. Resets of the other journal are not imported: they would
 * wipe what was done here.
 */
export function mergeEvents(existing: readonly ProgressEvent[], imported: readonly ProgressEvent[]): Merge {
  const ids = new Set(effectiveEvents(existing).map((event) => event.id));
  const added: ProgressEvent[] = [];
  let known = 0;
  for (const event of effectiveEvents(imported)) {
    if (ids.has(event.id)) {
      known += 1;
    } else {
      ids.add(event.id);
      added.push(event);
    }
  }
  return { added, known };
}
