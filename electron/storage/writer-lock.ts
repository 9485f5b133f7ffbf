import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './storage-error';

/** Who holds a lock file, as it says. */
interface Holder {
  readonly pid: number;
  /** When that process began, in the system's own unit; `''` where the system does not tell. */
  readonly started: string;
  readonly token: string;
}

/** A lock that was taken, or the process that has it. */
export type LockResult = { readonly lock: WriterLock } | { readonly heldBy: number };

/**
 * One writer for a set of files, by a lock file that names its process. A lock left by a process that died (SIGKILL,
 * power cut) is taken over: the process id no longer lives, or lives with another start time.
 */
export class WriterLock {
  readonly #path: string;
  readonly #token: string;

  private constructor(path: string, token: string) {
    this.#path = path;
    this.#token = token;
  }

  /** @throws The system's error when the lock file cannot be written. */
  static async acquire(path: string): Promise<LockResult> {
    const token = randomUUID();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (await create(path, token)) return { lock: new WriterLock(path, token) };
      const holder = await readHolder(path);
      if (holder === 'gone') continue;
      if (holder === 'unreadable') {
        // Its writer is between making and filling it, or died there.
        if (attempt < 10) await sleep(20);
        else await takeAway(path, token, null);
      } else if (await isAlive(holder, path)) {
        return { heldBy: holder.pid };
      } else {
        await takeAway(path, token, holder.token);
      }
    }
    return { heldBy: 0 };
  }

  /** Gives the lock up. Does nothing when another process has it by now. */
  async release(): Promise<void> {
    const holder = await readHolder(this.#path);
    if (typeof holder === 'object' && holder.token === this.#token) await rm(this.#path, { force: true });
  }
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(JSON.stringify({ pid: process.pid, started: startOf(process.pid), token }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | 'gone' | 'unreadable'> {
  try {
    const { pid, started, token } = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>;
    const whole = typeof pid === 'number' && typeof started === 'string' && typeof token === 'string';
    return whole ? { pid, started, token } : 'unreadable';
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

/**
 * Moves a dead process's lock out of the way. Of two that try, one moves it; when the other then finds that it moved a
 * lock that was new, it puts it back.
 */
async function takeAway(path: string, token: string, dead: string | null): Promise<void> {
  const aside = `${path}.${token}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  const isDead = typeof moved === 'object' ? moved.token === dead : dead === null;
  if (isDead) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.started !== '' && startOf(holder.pid) !== '') return startOf(holder.pid) === holder.started;
  const bootedAt = Date.now() - uptime() * 1000;
  const lockedAt = await stat(path).then(
    (found) => found.mtimeMs,
    () => 0, // it is gone: whoever had it does not have it now
  );
  if (lockedAt < bootedAt - 60_000) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat (proc(5)): clock ticks from boot to the process's start. `''` where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return ''; // no such process, or no /proc
  }
}
