import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../storage/atomic-write';
import { errorCode } from '../storage/storage-error';

/**
 * The journal as bytes: appended to, synced, and cut back to its last whole group when an append fails half-way, so
 * that a full disk never leaves half a line in the middle.
 */
export class JournalFile {
  readonly path: string;
  #handle: FileHandle | null = null;
  /** Bytes that are known to be on the disk: everything acknowledged. */
  #durable: number;
  #dirty = false;

  private constructor(path: string, durable: number) {
    this.path = path;
    this.#durable = durable;
  }

  /** @param length Bytes of the file that are whole lines; what is beyond is cut off before the first append. */
  static at(path: string, length: number, hasTail: boolean): JournalFile {
    const file = new JournalFile(path, length);
    file.#dirty = hasTail;
    return file;
  }

  /** Bytes that are on the disk. */
  get length(): number {
    return this.#durable;
  }

  /**
   * Appends whole lines and returns when they are on the disk.
   *
   * @throws The system's error; nothing of `lines` will then be found later.
   */
  async append(lines: string): Promise<void> {
    const bytes = Buffer.from(lines);
    try {
      const handle = await this.#open();
      if (this.#dirty) await this.#cutBack(handle);
      this.#dirty = true;
      await writeAll(handle, bytes, this.#durable);
      await handle.datasync();
      this.#durable += bytes.length;
      this.#dirty = false;
    } catch (error) {
      await this.#recover();
      throw error;
    }
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    await mkdir(dirname(this.path), { recursive: true });
    // Not append mode: on Windows such a handle may not cut the file back.
    const handle = await open(this.path, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#handle = handle;
    if (this.#durable === 0) await syncFolder(dirname(this.path));
    return handle;
  }

  async #cutBack(handle: FileHandle): Promise<void> {
    await handle.truncate(this.#durable);
    await handle.datasync();
    this.#dirty = false;
  }

  /** After a failed append: cut back now if that is possible, else before the next append, on a fresh handle. */
  async #recover(): Promise<void> {
    const handle = this.#handle;
    if (handle === null) return;
    try {
      if (this.#dirty) await this.#cutBack(handle);
    } catch {
      // The disk takes no truncation either; #dirty says that it is owed.
    }
    this.#handle = null;
    await handle.close().catch(() => undefined); // the append's own error is the one to report
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** The bytes of a file, empty where there is none. */
export async function readIfThere(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/** Hex SHA-256. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
