import { DrydockError } from '../errors';
import type { ProgressEvent } from './events';
import { parseEvent } from './lines';
import type { ProgressState } from './state';

/** An exported journal: everything needed to carry on elsewhere. */
export interface ProgressExport {
  readonly format: 'drydock-progress';
  readonly version: 1;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly events: readonly ProgressEvent[];
}

/** The whole journal as a JSON document. */
export function exportJson(events: readonly ProgressEvent[], now: Date): string {
  const document = {
    format: 'drydock-progress',
    version: 1,
    exportedAt: now.toISOString(),
    events,
  } satisfies ProgressExport;
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** The events of an exported document, and how many of a newer kind were left out. */
export interface ImportedDocument {
  readonly events: readonly ProgressEvent[];
  readonly skipped: number;
}

/**
 * Reads an exported document.
 *
 * @throws DrydockError `invalid-input` when it is not one, or when one of its events is damaged.
 */
export function parseExport(text: string): ImportedDocument {
  const refuse = (message: string): never => {
    throw new DrydockError({
      kind: 'invalid-input',
      message,
      remedy: 'Choose a JSON file that Drydock exported.',
    });
  };
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse(`This file is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const { format, version, events } = (document ?? {}) as Partial<Record<keyof ProgressExport, unknown>>;
  if (format !== 'drydock-progress' || !Array.isArray(events)) {
    return refuse('This file is not a Drydock progress export.');
  }
  if (version !== 1)
    return refuse(`This export has version ${String(version)}, which this Drydock cannot read.`);
  const lines = events.map(parseEvent);
  const damaged = lines.findIndex((line) => line.kind === 'damaged');
  if (damaged !== -1) return refuse(`Event ${damaged + 1} of ${events.length} in this export is damaged.`);
  const good = lines.flatMap((line) => (line.kind === 'event' ? [line.event] : []));
  return { events: good, skipped: lines.length - good.length };
}

const columns = [
  'course',
  'lesson',
  'kind',
  'item',
  'result',
  'tries',
  'points',
  'seconds',
  'engine',
  'simulated',
  'at',
] as const;
type Row = Partial<Record<(typeof columns)[number], string | number | boolean>>;

/**
 * Completion records as CSV (RFC 4180, a header, CRLF): a row for each course completed, lesson, quiz question, lab
 * step, active time in an item, and missed question with the date it comes back. A cell that a spreadsheet would take for a formula gets a leading apostrophe.
 */
export function exportCsv(state: ProgressState): string {
  const rows = [...courseRows(state), ...lessonRows(state), ...stepRows(state)];
  const lines = [
    columns.join(','),
    ...rows.map((row) => columns.map((column) => cell(row[column])).join(',')),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function courseRows(state: ProgressState): Row[] {
  return Object.entries(state.completedCourses).map(([course, at]) => ({
    course,
    kind: 'course',
    result: 'completed',
    at,
  }));
}

function lessonRows(state: ProgressState): Row[] {
  return Object.entries(state.lessons).flatMap(([key, lesson]) => {
    const [course = '', name = ''] = key.split('/');
    const place = { course, lesson: name };
    return [
      {
        ...place,
        kind: 'lesson',
        item: `${lesson.slidesSeen.length} slides seen`,
        result: lesson.completedAt === null ? 'started' : 'completed',
        seconds: lesson.seconds,
        at: lesson.completedAt ?? lesson.last?.at ?? '',
      },
      ...Object.entries(lesson.quiz).map(([question, { correct, tries, at }]) => ({
        ...place,
        kind: 'question',
        item: question,
        result: correct ? 'correct' : 'wrong',
        tries,
        at,
      })),
      ...Object.entries(lesson.itemSeconds).map(([item, seconds]) => ({
        ...place,
        kind: 'time',
        item,
        seconds,
      })),
      ...Object.entries(lesson.reviews).map(([question, { reps, due }]) => ({
        ...place,
        kind: 'review',
        item: question,
        result: 'due',
        tries: reps,
        at: due,
      })),
    ];
  });
}

function stepRows(state: ProgressState): Row[] {
  return Object.entries(state.labs).flatMap(([key, lab]) => {
    const [course = '', lesson = '', name = ''] = key.split('/');
    return Object.entries(lab.steps).map(([step, progress]) => ({
      course,
      lesson,
      kind: 'step',
      item: `${name}/${step}`,
      result: progress.passedAt === null ? 'tried' : 'passed',
      tries: progress.tries,
      points: progress.points,
      engine: progress.engine ?? '',
      ...(progress.engine !== null && { simulated: progress.simulated }),
      at: progress.passedAt ?? '',
    }));
  });
}

function cell(value: string | number | boolean | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
