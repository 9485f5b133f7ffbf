import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../../../shared/errors';
import { writeWhole } from './atomic';
import { Blobs } from './blobs';
import type { Digest } from './digest';
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

  /** Keeps an image whose layers are in the store already, under the name if one is given. */
  async add(
    config: OciConfig,
    layerTypes: readonly string[] | undefined,
    name?: string,
  ): Promise<StoredImage> {
    const json = JSON.stringify(config);
    const id = await this.blobs.put(json);
    const layers = await Promise.all(
      config.rootfs.diff_ids.map(async (digest, index) => ({
        mediaType: layerTypes?.[index] ?? MEDIA_TYPE.layer,
        digest,
        size: (await this.blobs.size(digest)) ?? 0,
      })),
    );
    const manifest: OciManifest = {
      schemaVersion: 2,
      mediaType: MEDIA_TYPE.manifest,
      config: { mediaType: MEDIA_TYPE.config, digest: id, size: Buffer.byteLength(json) },
      layers,
    };
    const text = JSON.stringify(manifest);
    const manifestDigest = await this.blobs.put(text);
    const canonical = name === undefined ? undefined : canonicalName(name);
    await this.#change((index) => {
      const kept = index.manifests.filter((each) => {
        const named = each.annotations?.[NAME_ANNOTATION];
        return named === undefined ? each.digest !== manifestDigest : named !== canonical;
      });
      // An image that loses its last name stays in the index without one, as Docker keeps it as "dangling".
      const orphans = index.manifests.filter(
        (each) =>
          !kept.includes(each) &&
          each.digest !== manifestDigest &&
          !kept.some((other) => other.digest === each.digest),
      );
      const own = {
        mediaType: MEDIA_TYPE.manifest,
        digest: manifestDigest,
        size: Buffer.byteLength(text),
        platform: { architecture: config.architecture, os: config.os },
        ...(canonical !== undefined && { annotations: { [NAME_ANNOTATION]: canonical } }),
      };
      const named = canonical !== undefined || kept.some((each) => each.digest === manifestDigest);
      const nameless = orphans.map(({ annotations: _, ...orphan }) => orphan);
      return [...kept, ...nameless, ...(canonical === undefined && named ? [] : [own])];
    });
    return this.get(id);
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

  async #image(digest: Digest): Promise<StoredImage> {
    const manifest = manifestSchema.parse(await this.blobs.readJson(digest));
    const config = configSchema.parse(await this.blobs.readJson(manifest.config.digest));
    return { id: manifest.config.digest, manifestDigest: digest, manifest, config, tags: [] };
  }

  async #index(): Promise<OciIndex> {
    const text = await readFile(join(this.folder, 'index.json'), 'utf8').catch(() => undefined); // a new store
    return text === undefined ? { schemaVersion: 2, manifests: [] } : indexSchema.parse(JSON.parse(text));
  }

  async #change(change: (index: OciIndex) => OciIndex['manifests']): Promise<void> {
    await withLock(join(this.folder, 'lock'), async () => {
      const manifests = change(await this.#index());
      const index: OciIndex = { schemaVersion: 2, mediaType: MEDIA_TYPE.index, manifests };
      await writeWhole(join(this.folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
      await writeWhole(join(this.folder, 'index.json'), JSON.stringify(index));
    });
  }
}
