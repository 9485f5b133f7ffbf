import { readFile, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../store/atomic';
import type { Blobs } from '../store/blobs';
import type { Digest } from '../store/digest';
import { digestOf, isDigest } from '../store/digest';
import { hexOf } from '../../../shared/engine/digest';

/** What a step made, kept under its key. */
export interface CachedStep {
  readonly layer: Digest;
  /** Bytes of the layer's content. */
  readonly bytes: number;
  /** When it was made, ISO 8601: a step from the cache keeps its date, so that the image's id stays the same. */
  readonly created: string;
}

const recordSchema = z.object({ layer: z.string().refine(isDigest), bytes: z.number(), created: z.string() });

/** Results of earlier steps on disk, by keys over everything that went into them. */
export class BuildCache {
  readonly #folder: string;
  readonly #blobs: Blobs;

  constructor(folder: string, blobs: Blobs) {
    this.#folder = folder;
    this.#blobs = blobs;
  }

  /** The result of that key; undefined when there is none, or its layer is gone or damaged on its surface. */
  async find(key: Digest): Promise<CachedStep | undefined> {
    const path = this.#path(key);
    const text = await readFile(path, 'utf8').catch(() => undefined); // never built
    if (text === undefined) return undefined;
    const record = recordSchema.safeParse(parseJson(text)).data;
    if (!record || !(await this.#blobs.has(record.layer))) return undefined;
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined); // its age only decides what is collected first
    return record;
  }

  async keep(key: Digest, step: CachedStep): Promise<void> {
    await writeWhole(this.#path(key), JSON.stringify(step));
  }

  /** Every record with when it was last used, in milliseconds since 1970. */
  async list(): Promise<readonly { path: string; layer: Digest; used: number }[]> {
    const names = await readdir(this.#folder).catch(() => [] as string[]); // nothing built yet
    const records = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const record = recordSchema.safeParse(parseJson(await readFile(path, 'utf8').catch(() => ''))).data;
        const status = await stat(path).catch(() => undefined);
        return record && status ? [{ path, layer: record.layer, used: status.mtimeMs }] : [];
      }),
    );
    return records.flat();
  }

  #path(key: Digest): string {
    return join(this.#folder, `${hexOf(key)}.json`);
  }
}

/** A key over anything that JSON can tell. */
export function cacheKey(...parts: readonly unknown[]): Digest {
  return digestOf(JSON.stringify(parts));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // torn or no record: as good as none
  }
}
