import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack as createPack } from 'tar-stream';
import type { Digest } from './digest';
import { hexOf } from '../../../shared/engine/digest';
import type { ImageStore, StoredImage } from './images';
import { MEDIA_TYPE, NAME_ANNOTATION } from './oci';
import { canonicalName } from './reference';

/**
 * Images as one tar that is both an OCI image layout and a docker-archive, as Docker itself writes since version 25:
 * `docker load`, `podman load` and `skopeo copy oci-archive:` all read it.
 */
export function saveImages(store: ImageStore, images: readonly StoredImage[]): Readable {
  const pack = createPack();
  fill(pack, store, images).catch((thrown: unknown) => {
    pack.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
  });
  return Readable.from(pack);
}

async function fill(pack: Pack, store: ImageStore, images: readonly StoredImage[]): Promise<void> {
  const json = (name: string, value: unknown) => pack.entry({ name, mtime: EPOCH }, JSON.stringify(value));
  json('oci-layout', { imageLayoutVersion: '1.0.0' });
  const written = new Set<Digest>();
  for (const image of images) {
    for (const digest of [image.manifestDigest, image.id, ...image.config.rootfs.diff_ids]) {
      if (written.has(digest)) continue;
      written.add(digest);
      const size = (await store.blobs.size(digest)) ?? 0;
      const entry = pack.entry({ name: blobName(digest), size, mtime: EPOCH });
      await pipeline(createReadStream(store.blobs.path(digest)), entry as unknown as NodeJS.WritableStream);
    }
  }
  json('index.json', {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.index,
    manifests: images.flatMap(descriptors),
  });
  json(
    'manifest.json',
    images.map((image) => ({
      Config: blobName(image.id),
      RepoTags: image.tags,
      Layers: image.config.rootfs.diff_ids.map(blobName),
    })),
  );
  pack.finalize();
}

const EPOCH = new Date(0);

function descriptors(image: StoredImage) {
  const descriptor = {
    mediaType: MEDIA_TYPE.manifest,
    digest: image.manifestDigest,
    size: Buffer.byteLength(JSON.stringify(image.manifest)),
  };
  const names = image.tags.flatMap((tag) => canonicalName(tag) ?? []);
  if (names.length === 0) return [descriptor];
  return names.map((name) => ({ ...descriptor, annotations: { [NAME_ANNOTATION]: name } }));
}

function blobName(digest: Digest): string {
  return `blobs/sha256/${hexOf(digest)}`;
}
