import type { StepRecord } from '../../../electron/shared/engine/build';
import { formatBytes, formatMs } from '../../build/format';
import { editorMessages } from '../messages';
import { newRefresh } from './providers/refresh';

/** What the last build says behind a 1-based line. */
export interface BuildNote {
  readonly line: number;
  readonly text: string;
}

const notes = new Map<string, readonly BuildNote[]>();
const refresh = newRefresh();

/** Fired when notes changed. */
export const buildNotesChanged = refresh.event;

/** The notes of a file, by its key; none once the file is no longer the one that was built. */
export function buildNotesOf(key: string): readonly BuildNote[] {
  return notes.get(key) ?? [];
}

/** Replaces all notes by those of one build. */
export function setBuildNotes(key: string, found: readonly BuildNote[]): void {
  notes.clear();
  notes.set(key, found);
  refresh.fire();
}

/**
 * One note for each step that ended and has a line: what it took, and what its layer weighs.
 * @param sizes Bytes by step id, where the build itself did not tell them.
 */
export function notesOf(
  steps: readonly Omit<StepRecord, 'log' | 'logDropped'>[],
  sizes: ReadonlyMap<string, number> = new Map(),
): readonly BuildNote[] {
  const { cached, failed } = editorMessages.buildNote;
  return steps.flatMap(({ id, line, state, ms, bytesAdded: told }) => {
    const bytesAdded = told ?? sizes.get(id);
    if (line === undefined || !['done', 'cached', 'failed'].includes(state)) return [];
    const parts = [
      ...(state === 'cached' ? [cached] : []),
      ...(state === 'failed' ? [failed] : []),
      ...(state === 'done' && ms !== undefined && ms > 0 ? [formatMs(ms)] : []),
      ...(bytesAdded !== undefined && bytesAdded > 0 ? [`+${formatBytes(bytesAdded)}`] : []),
    ];
    return parts.length > 0 ? [{ line, text: parts.join(' · ') }] : [];
  });
}
