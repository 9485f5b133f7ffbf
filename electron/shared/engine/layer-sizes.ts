import type { BuildRecord, StepRecord } from './build';
import type { HistoryEntry } from './image';
import { keywordOf } from './step-kind';

type Step = Pick<StepRecord, 'id' | 'stage' | 'text'>;

/**
 * Which step made each line of an image's history; null for the lines that the base brought along. A builder writes
 * one line for every instruction behind FROM, so the newest lines are the last stage's own (OCI image-spec, config.md,
 * "history"). All are null where the two do not agree, as for an image that another build made meanwhile.
 *
 * @param history Newest entry first.
 */
export function stepsOfHistory<S extends Step>(
  steps: readonly S[],
  history: readonly HistoryEntry[],
): readonly (S | null)[] {
  const stage = steps.at(-1)?.stage;
  const own = steps.filter((step) => step.stage === stage && keywordOf(step) !== 'FROM').reverse();
  const agrees = own.every((step, index) => {
    const entry = history[index];
    return entry !== undefined && isOf(entry, step);
  });
  return history.map((_entry, index) => (agrees ? (own[index] ?? null) : null));
}

/** The bytes that the steps of the last stage added, by step id; empty where history and steps do not agree. */
export function layerSizes(
  steps: readonly Step[],
  history: readonly HistoryEntry[],
): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [index, step] of stepsOfHistory(steps, history).entries()) {
    if (step) sizes.set(step.id, history[index]?.size ?? 0);
  }
  return sizes;
}

/** A record with the sizes that the image's history tells, so that they are known when the image is gone. */
export function withSizes(record: BuildRecord, history: readonly HistoryEntry[]): BuildRecord {
  if (!record.result.ok || history.length === 0) return record;
  const sizes = layerSizes(record.steps, history);
  return {
    ...record,
    steps: record.steps.map((step) => {
      const bytesAdded = step.bytesAdded ?? sizes.get(step.id);
      return { ...step, ...(bytesAdded !== undefined && { bytesAdded }) };
    }),
    result: { ...record.result, imageBytes: history.reduce((sum, { size }) => sum + size, 0) },
  };
}

/** BuildKit writes the instruction, `RUN` with a shell in front of the command; the classic builder `#(nop)` and the rest. */
function isOf({ createdBy }: HistoryEntry, step: Step): boolean {
  const keyword = keywordOf(step);
  if (keyword !== 'RUN') return new RegExp(`(?:^|#\\(nop\\)\\s+)${keyword}\\b`).test(createdBy);
  return !createdBy.includes('#(nop)') && !/^(?!RUN)[A-Z]+ /.test(createdBy);
}
