import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Progress } from '../../electron/progress';
import type { Bench } from './bench';
import { percentile, timed } from './statistics';

const appends = 300;

/** Recording one event until it is on the disk, against writing and syncing as many bytes with nothing around it. */
export const bench: Bench = {
  name: 'journal',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-journal-'));
    try {
      const floor = await bareWrites(join(folder, 'bare'));
      const progress = await Progress.open({ folder: join(folder, 'progress'), courses: () => [] });
      const times: number[] = [];
      for (let count = 0; count < appends; count += 1) {
        const fact = { kind: 'slide-seen' as const, lesson: 'course/lesson', slide: `slide-${count}` };
        times.push(await timed(() => progress.record([fact])));
      }
      await progress.close();
      return [50, 95].map((share) => ({
        what: `journal append p${share}`,
        value: percentile(times, share),
        unit: 'ms' as const,
        floor: { name: 'bare write and fdatasync', value: percentile(floor, share) },
      }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function bareWrites(path: string): Promise<number[]> {
  const line = Buffer.alloc(180, 'x');
  const file = await open(path, 'a');
  const times: number[] = [];
  try {
    for (let count = 0; count < appends; count += 1) {
      times.push(
        await timed(async () => {
          await file.write(line);
          await file.datasync();
        }),
      );
    }
  } finally {
    await file.close();
  }
  return times;
}
