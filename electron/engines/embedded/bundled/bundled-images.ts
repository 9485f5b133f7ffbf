import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { DrydockError } from '../../../shared/errors';
import { digestOf } from '../store/digest';
import type { ImageStore, StoredImage } from '../store/images';
import { imageOf } from '../store/images';
import { canonicalName, familiarName } from '../store/reference';
import type { BundledImage, BundledLayer } from './list';
import { PROVENANCE_LABEL, readBundledImages } from './list';

const decompress = promisify(brotliDecompress);

/** The base images that come with Drydock. Each comes into the store when it is first asked for. */
export class BundledImages {
  readonly #folder: string;
  readonly #store: ImageStore;
  #list: Promise<readonly BundledImage[]> | undefined;
  readonly #loading = new Map<BundledImage, Promise<unknown>>();

  /** `folder` holds `images.json` and the layers it names. */
  constructor(folder: string, store: ImageStore) {
    this.#folder = folder;
    this.#store = store;
  }

  /** The image of that name or id, from the store or from what is bundled; undefined when there is none. */
  async find(reference: string): Promise<StoredImage | undefined> {
    const [known, bundled] = await Promise.all([this.#store.find(reference), this.#bundled(reference)]);
    if (!bundled || known?.id === imageOf(bundled.config, sizesOf(bundled)).id) return known;
    if (known && !isStandIn(known)) return known; // something of the learner's bears the name
    await this.#load(bundled);
    return this.#store.find(reference);
  }

  /** All of them as the store would have them, whether it has them yet or not. */
  async list(): Promise<readonly StoredImage[]> {
    return (await this.read()).map((bundled) => ({
      ...imageOf(bundled.config, sizesOf(bundled)),
      tags: bundled.names.map(familiar).sort(),
    }));
  }

  /** Every name that is answered to. */
  async names(): Promise<readonly string[]> {
    return (await this.read()).flatMap((each) => each.names);
  }

  /** What is bundled. Throws `storage` when the list is missing or damaged. */
  read(): Promise<readonly BundledImage[]> {
    this.#list ??= readBundledImages(this.#folder);
    return this.#list;
  }

  async #bundled(reference: string): Promise<BundledImage | undefined> {
    const name = canonicalName(reference);
    const list = await this.read();
    const named = list.find((each) => each.names.some((own) => canonicalName(own) === name));
    const id = /^(?:sha256:)?([0-9a-f]{12,64})$/.exec(reference)?.[1];
    if (named || id === undefined) return named;
    return list.find((each) => imageOf(each.config, sizesOf(each)).id.startsWith(`sha256:${id}`));
  }

  #load(bundled: BundledImage): Promise<unknown> {
    let loading = this.#loading.get(bundled);
    if (!loading) {
      loading = this.#take(bundled);
      const over = () => this.#loading.delete(bundled);
      loading.then(over, over);
      this.#loading.set(bundled, loading);
    }
    return loading;
  }

  async #take(bundled: BundledImage): Promise<void> {
    for (const layer of bundled.layers) {
      if ((await this.#store.blobs.size(layer.diffId)) === layer.bytes) continue;
      await this.#store.blobs.put(await this.#unpack(layer), layer.diffId);
    }
    const free: string[] = [];
    for (const name of bundled.names) {
      const holder = await this.#store.find(name);
      if (!holder || isStandIn(holder)) free.push(name);
    }
    await this.#store.name(await this.#store.add(bundled.config, free[0]), ...free);
  }

  async #unpack({ file, diffId, bytes }: BundledLayer): Promise<Buffer> {
    try {
      const tar = await decompress(await readFile(join(this.#folder, file)), { maxOutputLength: bytes });
      if (digestOf(tar) === diffId) return tar;
      throw new Error('its content is not what the list of images says');
    } catch (cause) {
      throw new DrydockError(
        {
          kind: 'storage',
          message: `A base image that comes with Drydock is damaged: ${file} cannot be read.`,
          remedy: 'Install Drydock again.',
          details: cause instanceof Error ? cause.message : String(cause),
        },
        { cause },
      );
    }
  }
}

/** Whether the image is one of those that come with Drydock, of this version or an earlier one. */
function isStandIn(image: StoredImage): boolean {
  const own = image.config.config?.Labels?.[PROVENANCE_LABEL] !== undefined;
  return own && (image.config.history ?? []).every((entry) => entry.created_by?.startsWith('drydock '));
}

function sizesOf(bundled: BundledImage): number[] {
  return bundled.layers.map((layer) => layer.bytes);
}

function familiar(name: string): string {
  return familiarName(canonicalName(name) ?? name);
}
