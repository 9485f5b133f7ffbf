import type { HoodLimit } from '../../electron/shared/engine/hood';
import { formatBytes } from '../build/format';

/** A file of a control group with its value, and what that means where it is not plain. */
export interface ReadLimit {
  readonly file: string;
  readonly value: string;
  /** In words; absent where the value says it itself. */
  readonly meaning?: string;
}

/** What values of control group files mean (Linux, Documentation/admin-guide/cgroup-v2.rst). */
export function readLimits(limits: readonly HoodLimit[], unlimited: string): readonly ReadLimit[] {
  return limits.map(({ file, value }) => {
    const meaning = meaningOf(file, value.trim(), unlimited);
    return { file, value: value.trim(), ...(meaning !== undefined && { meaning }) };
  });
}

function meaningOf(file: string, value: string, unlimited: string): string | undefined {
  if (value === 'max') return unlimited;
  if (file === 'cpu.max') {
    const [quota = '', period = '100000'] = value.split(' ');
    return quota === 'max' ? unlimited : `${Number((Number(quota) / Number(period)).toFixed(2))} CPUs`;
  }
  if (/^memory\.(max|current|high|low|min|peak|swap\.max|swap\.current)$/.test(file) && /^\d+$/.test(value)) {
    return formatBytes(Number(value));
  }
  return undefined;
}
