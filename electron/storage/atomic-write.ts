import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, storageError } from './storage-error';

/** Ending of the files that an interrupted write leaves behind; no reader takes them for content. */
export const temporarySuffix = '.drydock-tmp';

/** Where the temporary file is made. It must be on the file system of the target. */
export interface AtomicWriteOptions {
  /** Folder for the temporary file; the target's own by default. */
  readonly temporaryFolder?: string;
  /** Permissions of a file that is new; one that exists keeps its own. */
  readonly mode?: number;
}

/**
 * Replaces a file as a whole: whatever happens (crash, power cut, full disk), the path holds either the old content or
 * the new, and once this resolves the new content is on the disk. Two writers of one path do not mix; the last wins.
 * Missing folders are made.
 *
 * @throws DrydockError `storage` with the system's error as its cause; the old file is then untouched.
 */
export async function atomicWrite(
  path: string,
  data: string | Uint8Array,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const folder = options.temporaryFolder ?? dirname(path);
  const temporary = join(
    folder,
    `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}${temporarySuffix}`,
  );
  try {
    await mkdir(dirname(path), { recursive: true });
    const mode = (await modeOf(path)) ?? options.mode ?? 0o644;
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one that matters
    throw storageError(error, `save ${path}`, path);
  }
}

/**
 * Makes what was created, renamed or removed in a folder survive a power cut. Does nothing where the system cannot
 * open folders (Windows) or refuses to sync them (some network file systems).
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EACCES', 'EPERM', 'EISDIR'].includes(errorCode(error))) throw error;
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (['ENOENT', 'ELOOP'].includes(errorCode(error))) return undefined;
    throw error;
  }
}
