import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DrydockError } from '../../../shared/errors';
import type { Engine } from '../../engine';
import { ImageStore } from '../store/images';
import { canonicalName } from '../store/reference';
import { saveImages } from '../store/save';
import { BundledImages } from './bundled-images';
import type { BundledImage } from './list';
import { PROVENANCE_LABEL, readBundledImages } from './list';

/** Architectures whose kernels run programs for i386. */
const RUNS_I386 = ['amd64', 'x86_64', '386', 'i386'];

/** A base image of Drydock's for engines other than its own. */
export interface StandIn {
  readonly id: string;
  readonly names: readonly string[];
  readonly about: string;
}

/**
 * Drydock's base images, brought into engines that have no network. What an engine has under one of their names stays:
 * the real image is better than its stand-in.
 */
export class StandIns {
  readonly #folder: string;

  /** `folder` holds `images.json`. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  list(): Promise<readonly StandIn[]> {
    return readBundledImages(this.#folder);
  }

  /**
   * Loads the images of those names, or `all`, and gives the names that the engine did not have before. Throws
   * `not-found` for a name that is not bundled, and `unsupported` for an engine whose machine cannot run them.
   */
  async load(engine: Engine, wanted: readonly string[], signal?: AbortSignal): Promise<readonly string[]> {
    const list = await readBundledImages(this.#folder);
    const chosen = new Set(wanted.flatMap((name) => (name === 'all' ? list : [find(list, name)])));
    const loaded: string[] = [];
    for (const image of chosen) loaded.push(...(await this.#bring(engine, image, signal)));
    return loaded;
  }

  async #bring(engine: Engine, image: BundledImage, signal?: AbortSignal): Promise<readonly string[]> {
    if (engine.kind === 'embedded') {
      await engine.images.layers(image.names[0]!); // it brings them in itself, when they are asked for
      return image.names;
    }
    const missing: string[] = [];
    for (const name of image.names) if (await isFree(engine, name, image)) missing.push(name);
    if (missing.length === 0) return [];
    const folder = await mkdtemp(join(tmpdir(), 'drydock-stand-in-'));
    try {
      const file = join(folder, 'image.tar');
      await this.#write(image, missing, await architectureOf(engine), folder, file);
      await engine.images.load(file, signal);
      return missing;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /**
   * An archive of the image under those names. It says that it is for the engine's own architecture, whose kernel runs
   * it: builders look for another image otherwise, in a registry. Its label says what is in it.
   */
  async #write(
    image: BundledImage,
    names: readonly string[],
    architecture: string,
    folder: string,
    file: string,
  ): Promise<void> {
    const store = new ImageStore(join(folder, 'store'));
    const { config, tags } = (await new BundledImages(this.#folder, store).find(image.names[0]!))!;
    for (const tag of tags) await store.remove(tag);
    const own = await store.name(await store.add({ ...config, architecture }, names[0]), ...names);
    await pipeline(saveImages(store, [own]), createWriteStream(file));
  }
}

function find(list: readonly BundledImage[], name: string): BundledImage {
  const canonical = canonicalName(name);
  const found = list.find(
    (image) => image.id === name || image.names.some((own) => canonicalName(own) === canonical),
  );
  if (found) return found;
  throw new DrydockError({
    kind: 'not-found',
    message: `Drydock brings no image ${name} along.`,
    remedy: `Choose all, or one of: ${list.flatMap((image) => image.names[0]!).join(', ')}.`,
  });
}

/** Whether the name is unused, or held by a stand-in of another version of Drydock. */
async function isFree(engine: Engine, name: string, image: BundledImage): Promise<boolean> {
  try {
    const { config, layers } = await engine.images.inspect(name);
    const own = image.config.rootfs.diff_ids;
    const standIn = config.labels[PROVENANCE_LABEL] !== undefined && layers.length === own.length;
    return standIn && layers.some((layer, index) => layer !== own[index]);
  } catch (thrown) {
    if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') return true;
    throw thrown;
  }
}

async function architectureOf(engine: Engine): Promise<string> {
  const status = await engine.status();
  if (status.state !== 'ready') {
    throw new DrydockError({
      kind: 'engine-unavailable',
      message: status.message,
      remedy: status.remedy,
    });
  }
  const architecture = status.platform.split('/')[1] ?? '';
  if (RUNS_I386.includes(architecture)) return architecture;
  throw new DrydockError({
    kind: 'unsupported',
    message: `Drydock's base images hold programs for i386, which ${status.name} on ${status.platform} cannot run.`,
    remedy: 'Pull the real image where there is a network, or use the embedded engine.',
  });
}
