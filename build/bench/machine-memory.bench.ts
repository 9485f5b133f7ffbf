import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../paths';
import type { Bench, BenchRow } from './bench';
import type { MemoryUse } from './embedded/memory';

/** What the machine inside Drydock takes of the computer, above a process without one. */
export const bench: Bench = {
  name: 'machine-memory',
  async run() {
    const data = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
    try {
      const script = join(root, 'build/bench/embedded/memory.ts');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--expose-gc', '--import', 'tsx', script, data],
        // Freed memory counts as given back only when the C library gives it back at once.
        { cwd: root, env: { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '131072' } },
      );
      return rows(JSON.parse(stdout) as MemoryUse);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};

function rows({ live, idle, kept, keptByMachine, afterSome, afterAll }: MemoryUse): BenchRow[] {
  return [
    { what: 'memory with the machine live', value: live, unit: 'MB', budget: { of: 'value', most: 450 } },
    { what: 'processor of an idle machine', value: idle, unit: '%', budget: { of: 'value', most: 1 } },
    {
      what: 'memory after 100 builds in a row',
      value: afterAll,
      unit: 'MB',
      floor: { name: 'before them, warm', value: afterSome },
      budget: { of: 'ratio', most: 1.1 },
    },
    {
      what: 'memory of the whole engine once it sleeps',
      value: kept,
      unit: 'MB',
      floor: { name: 'before', value: afterAll },
      budget: { of: 'ratio', most: 0.4 },
    },
    {
      what: "memory of the machine's process once it sleeps",
      value: keptByMachine,
      unit: 'MB',
      budget: { of: 'value', most: 0 },
    },
  ];
}
