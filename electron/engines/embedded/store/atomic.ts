import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storageError } from '../../../storage/storage-error';

/**
 * Writes a file so that others see either all of it or nothing, even when the machine stops in between: beside its
 * place, down to the disk, then moved. Throws `storage` with the reason, and leaves nothing behind then.
 */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw storageError(thrown, `write ${path}`, path);
  }
}
