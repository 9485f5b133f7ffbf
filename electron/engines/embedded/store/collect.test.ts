import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BuildCache, cacheKey } from '../builder/cache';
import { collectGarbage } from './collect';
import type { Digest } from './digest';
import { ImageStore } from './images';

const MB = 1024 * 1024;
const HOUR = 60 * 60_000;
let data: string;
let images: ImageStore;
let cache: BuildCache;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'drydock-collect-'));
  images = new ImageStore(join(data, 'images'));
  cache = new BuildCache(join(data, 'cache'), images.blobs);
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

/** A blob of a megabyte that was written so many hours ago. */
async function blob(letter: string, hours: number): Promise<Digest> {
  const digest = await images.blobs.put(Buffer.alloc(MB, letter));
  age(images.blobs.path(digest), hours);
  return digest;
}

/** A cached step that was used so many hours ago. */
async function step(letter: string, hours: number): Promise<Digest> {
  const layer = await blob(letter, hours);
  const key = cacheKey(letter);
  await cache.keep(key, { layer, bytes: MB, created: new Date(0).toISOString() });
  age(join(data, 'cache', `${key.slice('sha256:'.length)}.json`), hours);
  return layer;
}

function age(path: string, hours: number): void {
  const then = new Date(Date.now() - hours * HOUR);
  utimesSync(path, then, then);
}

async function image(layers: readonly Digest[], name: string): Promise<void> {
  await images.add(
    { architecture: '386', os: 'linux', rootfs: { type: 'layers', diff_ids: [...layers] } },
    name,
  );
}

const left = async (digests: readonly Digest[]) =>
  Promise.all(digests.map((digest) => images.blobs.has(digest)));

describe('collectGarbage', () => {
  it('removes what nothing has, but not what a build has just written', async () => {
    const [old, fresh, cached] = [await blob('a', 2), await blob('b', 0), await step('c', 2)];
    const { freedBytes } = await collectGarbage(images, cache, 100 * MB);
    expect(await left([old, fresh, cached])).toEqual([false, true, true]);
    expect(freedBytes).toBe(MB);
  });

  it('gives up the steps that were not used for longest once there is too much, and no image', async () => {
    const layers = [await step('a', 9), await step('b', 8), await step('c', 7), await step('d', 6)];
    await image([layers[0]!], 'app');
    const { keptBytes } = await collectGarbage(images, cache, 3 * MB);
    expect(await left(layers)).toEqual([true, false, false, true]);
    expect(keptBytes).toBeLessThan(3 * MB);
    expect(await cache.find(cacheKey('b'))).toBeUndefined();
    expect(await cache.find(cacheKey('d'))).toMatchObject({ layer: layers[3] });
    expect((await images.get('app')).config.rootfs.diff_ids).toEqual([layers[0]]);
  });

  it('leaves what was used of late, whatever it takes', async () => {
    const layers = [await step('a', 0), await step('b', 0)];
    await collectGarbage(images, cache, MB);
    expect(await left(layers)).toEqual([true, true]);
  });

  it('keeps a layer as long as one of two steps that made it', async () => {
    const layer = await step('a', 9);
    await cache.keep(cacheKey('other'), { layer, bytes: MB, created: new Date(0).toISOString() });
    await step('b', 1);
    await collectGarbage(images, cache, 1.5 * MB);
    expect(await left([layer])).toEqual([true]);
  });
});
