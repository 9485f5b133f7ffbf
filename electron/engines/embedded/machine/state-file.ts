import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../store/atomic';

const HASH_BYTES = 32;

/**
 * Saved machines, each named by what shaped it and led by the hash of its own bytes: one that is cut short or changed
 * is not used. It is derived on each computer, since it fits only the same files and the same version of v86.
 */
export class StateFile {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The state saved under that hash; undefined when there is none or it is damaged. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    const bytes = await readFile(this.#path(hash)).catch(() => undefined); // none yet
    if (!bytes || bytes.length <= HASH_BYTES) return undefined;
    const state = new Uint8Array(bytes.buffer, bytes.byteOffset + HASH_BYTES, bytes.length - HASH_BYTES);
    return sha256(state).equals(bytes.subarray(0, HASH_BYTES)) ? state.slice() : undefined;
  }

  /** Saves a state and removes those of other versions. */
  async write(hash: string, state: Uint8Array): Promise<void> {
    await writeWhole(this.#path(hash), Buffer.concat([sha256(state), state]));
    for (const name of await readdir(this.#folder)) {
      if (/^machine-[0-9a-f]+\.state$/.test(name) && name !== this.#name(hash)) {
        await rm(join(this.#folder, name), { force: true });
      }
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(this.#path(hash), { force: true });
  }

  #name(hash: string): string {
    return `machine-${hash}.state`;
  }

  #path(hash: string): string {
    return join(this.#folder, this.#name(hash));
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
