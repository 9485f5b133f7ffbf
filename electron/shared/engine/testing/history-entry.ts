import type { HistoryEntry } from '../image';

/** A line of an image's history. */
export function historyEntry(createdBy: string, size = 0): HistoryEntry {
  return { created: '', createdBy, size, comment: '', tags: [], emptyLayer: size === 0 };
}
