import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { writeWhole } from '../store/atomic';

const HASH_BYTES = 32;

/**
 * Saved machines, each named by what shaped it and led by the hash of its own bytes: one that is cut short or changed
 * is not used. A state fits only the same files and the same version of v86, so it is derived on each computer, and in
 * a package lies, compressed, beside the files that it was derived from.
 */
export class StateFile {
  readonly #folder: string;
  readonly #baked: string | undefined;

  /** `folder` is where states are saved, `baked` where a package has one. */
  constructor(folder: string, baked?: string) {
    this.#folder = folder;
    this.#baked = baked;
  }

  /** The state saved under that hash, or the baked one; undefined when there is none or it is damaged. */
  async read(hash: string): Promise<Uint8Array | undefined> {
    return (await readState(join(this.#folder, nameOf(hash)))) ?? (await this.#readBaked(hash));
  }

  /** Saves a state and removes those of other versions. */
  async write(hash: string, state: Uint8Array): Promise<void> {
    await writeWhole(join(this.#folder, nameOf(hash)), sealed(state));
    for (const name of await readdir(this.#folder)) {
      if (/^machine-[0-9a-f]+\.state$/.test(name) && name !== nameOf(hash)) {
        await rm(join(this.#folder, name), { force: true });
      }
    }
  }

  async remove(hash: string): Promise<void> {
    await rm(join(this.#folder, nameOf(hash)), { force: true });
  }

  /** Writes the state of that hash, compressed, into the folder of a package. False when there is none. */
  async bake(hash: string, folder: string): Promise<boolean> {
    const state = await this.read(hash);
    if (!state) return false;
    await writeWhole(join(folder, bakedNameOf(hash)), await promisify(gzip)(sealed(state), { level: 9 }));
    return true;
  }

  async #readBaked(hash: string): Promise<Uint8Array | undefined> {
    if (this.#baked === undefined) return undefined;
    const bytes = await readFile(join(this.#baked, bakedNameOf(hash)))
      .then((packed) => promisify(gunzip)(packed))
      .catch(() => undefined); // none, or damaged: it is derived
    return bytes && unsealed(bytes);
  }
}

async function readState(path: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(path).catch(() => undefined); // none yet
  return bytes && unsealed(bytes);
}

function sealed(state: Uint8Array): Buffer {
  return Buffer.concat([sha256(state), state]);
}

function unsealed(bytes: Buffer): Uint8Array | undefined {
  if (bytes.length <= HASH_BYTES) return undefined;
  const state = new Uint8Array(bytes.buffer, bytes.byteOffset + HASH_BYTES, bytes.length - HASH_BYTES);
  return sha256(state).equals(bytes.subarray(0, HASH_BYTES)) ? state.slice() : undefined;
}

function nameOf(hash: string): string {
  return `machine-${hash}.state`;
}

function bakedNameOf(hash: string): string {
  return `machine-${hash.slice(0, 16)}.state.gz`;
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
