import { expect, it } from 'vitest';
import { readLimits } from './group-limits';

it.each([
  ['memory.max', '67108864', '67.1 MB'],
  ['memory.max', 'max\n', 'no limit'],
  ['memory.current', '1024', '1 kB'],
  ['cpu.max', '50000 100000', '0.5 CPUs'],
  ['cpu.max', 'max 100000', 'no limit'],
  ['pids.max', '512', undefined],
  ['memory.events', 'low 0', undefined],
])('%s of %s', (file, value, meaning) => {
  expect(readLimits([{ file, value }], 'no limit')[0]?.meaning).toBe(meaning);
});
