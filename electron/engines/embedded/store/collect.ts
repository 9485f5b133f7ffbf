import { rm } from 'node:fs/promises';
import type { BuildCache } from '../builder/cache';
import type { Digest } from './digest';
import type { ImageStore } from './images';

/** Milliseconds in which a blob or a cached step was touched so lately that a build may be about to use it. */
const IN_USE_MS = 10 * 60_000;
/** Part of the cap that is left when something had to go, so that not every build collects. */
const LEFT = 0.8;

/** What a collection did; bytes of blobs. */
export interface Collection {
  readonly freedBytes: number;
  readonly keptBytes: number;
}

/**
 * Removes blobs that no image and no cached step has, and, while the store is larger than `cap` bytes, the cached steps
 * that were not used for longest. Images stay, whatever they take: they are the learner's.
 */
export function collectGarbage(
  images: ImageStore,
  cache: BuildCache,
  cap: number,
  now = Date.now(),
): Promise<Collection> {
  return images.locked(async () => {
    const held = new Set<Digest>();
    for (const { id, manifestDigest, config } of await images.list()) {
      for (const digest of [id, manifestDigest, ...config.rootfs.diff_ids]) held.add(digest);
    }
    const blobs = new Map((await images.blobs.list()).map((blob) => [blob.digest, blob]));
    const total = [...blobs.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const records = [...(await cache.list())].sort((a, b) => b.used - a.used);
    let kept = total;
    let freed = 0;
    const drop = async (digest: Digest): Promise<void> => {
      const blob = blobs.get(digest);
      if (!blob || held.has(digest) || now - blob.changed < IN_USE_MS) return;
      await images.blobs.remove(digest);
      blobs.delete(digest);
      kept -= blob.bytes;
      freed += blob.bytes;
    };

    const cached = new Map<Digest, number>();
    for (const { layer } of records) cached.set(layer, (cached.get(layer) ?? 0) + 1);
    for (const digest of [...blobs.keys()]) if (!cached.has(digest)) await drop(digest);
    const target = kept > cap ? cap * LEFT : kept;
    for (const { path, layer, used } of records.reverse()) {
      if (kept <= target || now - used < IN_USE_MS) break;
      if (held.has(layer)) continue; // its image keeps it anyway
      await rm(path, { force: true });
      const left = (cached.get(layer) ?? 1) - 1;
      cached.set(layer, left);
      if (left === 0) await drop(layer);
    }
    return { freedBytes: freed, keptBytes: kept };
  });
}
