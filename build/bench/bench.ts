import type { Session } from '../user/session';

/** One measured thing beside the peer or floor it is compared with. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'KB' | 'MB' | '%';
  /** The same measurement of something else, in the same unit. */
  readonly floor?: { readonly name: string; readonly value: number };
  /** The most that is allowed: of the value, or of its ratio to the floor. */
  readonly budget?: { readonly of: 'value' | 'ratio'; readonly most: number };
  /** What a reader must know to understand the number, such as why it has no floor. */
  readonly note?: string;
}

/** What a benchmark is given: a built app and a way to open it. */
export interface BenchContext {
  readonly session: Session;
}

/** A benchmark: one file `build/bench/<name>.bench.ts` that exports it as `bench`. */
export interface Bench {
  readonly name: string;
  run(context: BenchContext): Promise<readonly BenchRow[]>;
}

/** Whether a row keeps its budget; `unmeasured` where its budget is a ratio and there is nothing to compare with. */
export type Verdict = 'no budget' | 'ok' | 'OVER' | 'unmeasured';

/** The value over its floor; undefined without one. */
export function ratio(row: BenchRow): number | undefined {
  return row.floor && row.floor.value > 0 ? row.value / row.floor.value : undefined;
}

/** Holds a row against its budget. */
export function verdict(row: BenchRow): Verdict {
  if (!row.budget) return 'no budget';
  const measured = row.budget.of === 'value' ? row.value : ratio(row);
  if (measured === undefined) return 'unmeasured';
  return measured <= row.budget.most ? 'ok' : 'OVER';
}

/** The middle value. @throws Error for an empty list. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('No values were measured.');
  return middle;
}
