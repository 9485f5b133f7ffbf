/** Turns at what tests share although each has an app of its own: the machine's Docker engine. */
import { mkdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other test of this run is at its turn.
 * @param run the process that started the tests: a run that was killed leaves nothing that a later one would wait for.
 * @returns what ends the turn.
 */
export async function takeTurn(name: string, run = process.ppid): Promise<() => Promise<void>> {
  const folder = join(tmpdir(), `drydock-e2e-${name}-${run}`);
  for (;;) {
    try {
      await mkdir(folder);
      return () => rmdir(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      await sleep(100);
    }
  }
}
