import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DrydockError } from '../../../shared/errors';

/** Milliseconds after which a lock counts as left behind; what it guards takes a fraction of that. */
const STALE_MS = 10_000;
const PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/**
 * Does the work while no other process, and no other caller in this one, does work under the same lock file. A lock
 * whose process is gone, or that is too old, is taken over. Throws `conflict` when it stays taken.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await tryTake(path))) {
    if (await isLeftBehind(path)) await rm(path, { force: true });
    else if (Date.now() > deadline) throw taken(path);
    else await wait(PAUSE_MS);
  }
}

async function tryTake(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

async function isLeftBehind(path: string): Promise<boolean> {
  const [status, owner] = await Promise.all([
    stat(path).catch(() => undefined),
    readFile(path, 'utf8').catch(() => ''),
  ]);
  if (!status) return false; // just given back
  if (Date.now() - status.mtimeMs > STALE_MS) return true;
  return owner !== '' && !isAlive(Number(owner));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function taken(path: string): DrydockError {
  return new DrydockError({
    kind: 'conflict',
    message: 'Another Drydock works on the image store and does not come to an end.',
    remedy: `Close it; if none runs, remove the file ${path}.`,
  });
}
