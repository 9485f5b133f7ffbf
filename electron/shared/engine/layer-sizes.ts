import type { StepRecord } from './build';
import type { HistoryEntry } from './image';
import { keywordOf } from './step-kind';

type Step = Pick<StepRecord, 'id' | 'stage' | 'text'>;

/**
 * The bytes that the steps of the last stage added, by step id. A builder writes one line of history for every
 * instruction behind FROM, so the newest lines are the stage's own (OCI image-spec, config.md, "history"). Empty where
 * the two do not agree, as for an image that another build made meanwhile.
 *
 * @param history Newest entry first.
 */
export function layerSizes(
  steps: readonly Step[],
  history: readonly HistoryEntry[],
): ReadonlyMap<string, number> {
  const stage = steps.at(-1)?.stage;
  const own = steps.filter((step) => step.stage === stage && keywordOf(step) !== 'FROM').reverse();
  const sizes = new Map<string, number>();
  for (const [index, step] of own.entries()) {
    const entry = history[index];
    if (!entry || !isOf(entry, step)) return new Map();
    sizes.set(step.id, entry.size);
  }
  return sizes;
}

/** BuildKit writes the instruction, `RUN` with a shell in front of the command; the classic builder `#(nop)` and the rest. */
function isOf({ createdBy }: HistoryEntry, step: Step): boolean {
  const keyword = keywordOf(step);
  if (keyword !== 'RUN') return new RegExp(`(?:^|#\\(nop\\)\\s+)${keyword}\\b`).test(createdBy);
  return !createdBy.includes('#(nop)') && !/^(?!RUN)[A-Z]+ /.test(createdBy);
}
