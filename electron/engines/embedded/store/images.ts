import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DrydockError } from '../../../shared/errors';
import { writeWhole } from './atomic';
import { Blobs } from './blobs';
import type { Digest } from './digest';
import { digestOf } from './digest';
import { withLock } from './lock';
import type { OciConfig, OciIndex, OciManifest } from './oci';
import { configSchema, indexSchema, manifestSchema, MEDIA_TYPE, NAME_ANNOTATION } from './oci';
import { canonicalName, familiarName } from './reference';

/** An image of the store. */
export interface StoredImage {
  /** Digest of its configuration, which is what Docker calls the image's id. */
  readonly id: Digest;
  readonly manifestDigest: Digest;
  readonly manifest: OciManifest;
  readonly config: OciConfig;
  /** As people write them, sorted. */
  readonly tags: readonly string[];
}

/**
 * The images of the embedded engine. The folder is itself an OCI image layout, which other tools can read. Blobs never
 * change; the index is replaced whole, under a lock, so that several processes can use one store.
 */
export class ImageStore {
  readonly folder: string;
  readonly blobs: Blobs;
  readonly #images = new Map<Digest, Promise<StoredImage>>();

  constructor(folder: string) {
    this.folder = folder;
    this.blobs = new Blobs(folder);
  }

  async list(): Promise<readonly StoredImage[]> {
    const images = new Map<Digest, StoredImage>();
    for (const { digest, annotations } of (await this.#index()).manifests) {
      const known = images.get(digest);
      const name = annotations?.[NAME_ANNOTATION];
      const tags = [...(known?.tags ?? []), ...(name === undefined ? [] : [familiarName(name)])].sort();
      images.set(digest, { ...(known ?? (await this.#image(digest))), tags });
    }
    return [...images.values()];
  }

  /** The image of that name, id or beginning of an id; undefined when there is none. */
  async find(reference: string): Promise<StoredImage | undefined> {
    const images = await this.list();
    const name = canonicalName(reference);
    const named =
      name === undefined ? undefined : images.find((image) => image.tags.includes(familiarName(name)));
    if (named) return named;
    const id = /^(?:sha256:)?([0-9a-f]{6,64})$/.exec(reference)?.[1];
    return id === undefined ? undefined : images.find((image) => image.id.startsWith(`sha256:${id}`));
  }

  /** Like {@link find}; throws `not-found`. */
  async get(reference: string): Promise<StoredImage> {
    const image = await this.find(reference);
    if (image) return image;
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no image ${reference} in the embedded engine.`,
      remedy: 'Look at the list of images, or build it first.',
    });
  }

  /**
   * Keeps an image whose layers are in the store already, under the name if one is given. `json` is its configuration
   * as it was written elsewhere, so that the image keeps the id that it has there.
   */
  async add(config: OciConfig, name?: string, json = JSON.stringify(config)): Promise<StoredImage> {
    const sizes = config.rootfs.diff_ids.map(async (digest) => (await this.blobs.size(digest)) ?? 0);
    const image = imageOf(config, await Promise.all(sizes), json);
    await this.blobs.put(json, image.id);
    await this.blobs.put(JSON.stringify(image.manifest), image.manifestDigest);
    return this.name(image, ...(name === undefined ? [] : [name]));
  }

  /** Gives names to an image of the store; without any it is only kept. Their last holders stay, nameless. */
  async name(image: StoredImage, ...names: readonly string[]): Promise<StoredImage> {
    const canonical = names.map((name) => canonicalName(name));
    await this.#change((index) =>
      (names.length > 0 ? canonical : [undefined]).reduce(
        (manifests: OciIndex['manifests'], name) => withName(manifests, image, name),
        index.manifests,
      ),
    );
    return this.get(image.id);
  }

  /** Takes the name away; the image goes too when it was its last, or when it was named by its id. */
  async remove(reference: string): Promise<void> {
    const image = await this.get(reference);
    const name = canonicalName(reference);
    const byName = name !== undefined && image.tags.includes(familiarName(name));
    await this.#change((index) =>
      index.manifests.filter(
        (each) =>
          each.digest !== image.manifestDigest || (byName && each.annotations?.[NAME_ANNOTATION] !== name),
      ),
    );
  }

  /** Manifests never change, so each is read and verified once. */
  #image(digest: Digest): Promise<StoredImage> {
    let image = this.#images.get(digest);
    if (!image) {
      image = this.#readImage(digest);
      image.catch(() => this.#images.delete(digest)); // whoever asked hears of it
      this.#images.set(digest, image);
    }
    return image;
  }

  async #readImage(digest: Digest): Promise<StoredImage> {
    const manifest = manifestSchema.parse(await this.blobs.readJson(digest));
    const config = configSchema.parse(await this.blobs.readJson(manifest.config.digest));
    return { id: manifest.config.digest, manifestDigest: digest, manifest, config, tags: [] };
  }

  async #index(): Promise<OciIndex> {
    const text = await readFile(join(this.folder, 'index.json'), 'utf8').catch(() => undefined); // a new store
    return text === undefined ? { schemaVersion: 2, manifests: [] } : indexSchema.parse(JSON.parse(text));
  }

  async #change(change: (index: OciIndex) => OciIndex['manifests']): Promise<void> {
    await this.locked(async () => {
      const before = await this.#index();
      const index: OciIndex = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests: change(before) };
      if (isDeepStrictEqual(index.manifests, before.manifests)) return;
      const layout = join(this.folder, 'oci-layout');
      if (!existsSync(layout)) await writeWhole(layout, JSON.stringify({ imageLayoutVersion: '1.0.0' }));
      await writeWhole(join(this.folder, 'index.json'), JSON.stringify(index));
    });
  }

  /** Does the work while nobody else changes the store. */
  locked<T>(work: () => Promise<T>): Promise<T> {
    return withLock(join(this.folder, 'lock'), work);
  }
}

/** The index once the image bears the name, or is kept at least. */
function withName(
  manifests: OciIndex['manifests'],
  image: StoredImage,
  canonical: string | undefined,
): OciIndex['manifests'] {
  const { manifestDigest, config } = image;
  const nameOf = (entry: OciIndex['manifests'][number]) => entry.annotations?.[NAME_ANNOTATION];
  if (manifests.some((each) => each.digest === manifestDigest && (nameOf(each) === canonical || !canonical)))
    return manifests;
  const kept = manifests.filter((each) =>
    nameOf(each) === undefined ? each.digest !== manifestDigest : nameOf(each) !== canonical,
  );
  // An image that loses its last name stays in the index without one, as Docker keeps it as "dangling".
  const orphans = manifests.filter(
    (each) =>
      nameOf(each) === canonical &&
      each.digest !== manifestDigest &&
      !kept.some((other) => other.digest === each.digest),
  );
  const own = {
    mediaType: MEDIA_TYPE.manifest,
    digest: manifestDigest,
    size: Buffer.byteLength(JSON.stringify(image.manifest)),
    platform: { architecture: config.architecture, os: config.os },
    ...(canonical !== undefined && { annotations: { [NAME_ANNOTATION]: canonical } }),
  };
  return [...kept, ...orphans.map(({ annotations: _, ...orphan }) => orphan), own];
}

/** An image of that configuration, as it is when its layers have those sizes; it has no name yet. */
export function imageOf(
  config: OciConfig,
  sizes: readonly number[],
  json = JSON.stringify(config),
): StoredImage {
  const id = digestOf(json);
  const manifest: OciManifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPE.manifest,
    config: { mediaType: MEDIA_TYPE.config, digest: id, size: Buffer.byteLength(json) },
    layers: config.rootfs.diff_ids.map((digest, index) => ({
      mediaType: MEDIA_TYPE.layer,
      digest,
      size: sizes[index] ?? 0,
    })),
  };
  return { id, manifest, manifestDigest: digestOf(JSON.stringify(manifest)), config, tags: [] };
}
