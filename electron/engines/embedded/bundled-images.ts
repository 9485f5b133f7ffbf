import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImageStore, StoredImage } from './store/images';
import { loadImages } from './store/load';
import { canonicalName } from './store/reference';

const listSchema = z.array(
  z.object({ file: z.string().regex(/^[\w.-]+$/), names: z.array(z.string()).min(1) }),
);

/** The base images that come with Drydock. Each is loaded into the store when it is first asked for. */
export class BundledImages {
  readonly #folder: string;
  readonly #store: ImageStore;
  #list: Promise<z.infer<typeof listSchema>> | undefined;
  readonly #loading = new Map<string, Promise<unknown>>();

  /** `folder` holds `images.json` and the archives it names. */
  constructor(folder: string, store: ImageStore) {
    this.#folder = folder;
    this.#store = store;
  }

  /** The image of that name or id, from the store or from what is bundled; undefined when there is none. */
  async find(reference: string): Promise<StoredImage | undefined> {
    const known = await this.#store.find(reference);
    if (known) return known;
    const name = canonicalName(reference);
    const bundled = (await this.#read()).find((each) =>
      each.names.some((own) => canonicalName(own) === name),
    );
    if (!bundled) return undefined;
    await this.#load(bundled.file);
    return this.#store.find(reference);
  }

  /** Loads all of them, so that a list of images shows what there is. */
  async loadAll(): Promise<void> {
    for (const { file, names } of await this.#read()) {
      if (!(await this.#store.find(names[0]!))) await this.#load(file);
    }
  }

  /** Every name that is answered to. */
  async names(): Promise<readonly string[]> {
    return (await this.#read()).flatMap((each) => each.names);
  }

  #load(file: string): Promise<unknown> {
    let loading = this.#loading.get(file);
    if (!loading) {
      loading = loadImages(this.#store, createReadStream(join(this.#folder, file)));
      const over = () => this.#loading.delete(file);
      loading.then(over, over);
      this.#loading.set(file, loading);
    }
    return loading;
  }

  #read(): Promise<z.infer<typeof listSchema>> {
    this.#list ??= readFile(join(this.#folder, 'images.json'), 'utf8').then((text) =>
      listSchema.parse(JSON.parse(text)),
    );
    return this.#list;
  }
}
