import { type ProgressEvent, progressEventSchema } from './events';

/**
 * One line of the journal as read: an event, something written by a newer Drydock (kept, not counted), or damage.
 */
export type JournalLine =
  | { readonly kind: 'event'; readonly event: ProgressEvent }
  | { readonly kind: 'future' }
  | { readonly kind: 'damaged' };

/** Reads one line of the journal, without its line end. Never throws. */
export function parseLine(line: string): JournalLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'damaged' }; // what damage means is the journal's decision
  }
  return parseEvent(value);
}

/** Reads one event of a journal or an export. Never throws. */
export function parseEvent(value: unknown): JournalLine {
  const parsed = progressEventSchema.safeParse(value);
  if (parsed.success) return { kind: 'event', event: parsed.data };
  return { kind: isFuture(value) ? 'future' : 'damaged' };
}

/** Whether a value has an event's frame, with a version or a kind of fact that this version does not know. */
function isFuture(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { v, id, at, fact } = value as Readonly<Record<string, unknown>>;
  if (typeof v !== 'number' || typeof id !== 'string' || typeof at !== 'string') return false;
  if (typeof fact !== 'object' || fact === null) return v > 1;
  const kind = (fact as Readonly<Record<string, unknown>>).kind;
  return v > 1 || (typeof kind === 'string' && !knownKinds.has(kind));
}

const knownKinds: ReadonlySet<string> = new Set(
  progressEventSchema.shape.fact.options.map((option) => option.shape.kind.value),
);

/** An event as its line, with the line end. */
export function formatLine(event: ProgressEvent): string {
  return `${JSON.stringify(event)}\n`;
}
