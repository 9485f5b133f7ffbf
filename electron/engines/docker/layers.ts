import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ImageFile } from '../../shared/engine/image';
import type { ImageDifference, ImageLayers } from '../../shared/engine/layer';
import { DrydockError } from '../../shared/errors';
import type { ArchiveLayer } from '../image-archive/entry';
import { readImageArchive } from '../image-archive/read-archive';
import { diffTrees, undecided } from '../image-archive/diff';
import { summarizeLayers } from '../image-archive/summary';
import { listLayer, listTree, mergeLayers, resolvePath } from '../image-archive/tree';

/** Gives the archive of an image by its id, as `docker save` would write it. */
export type SaveStream = (imageId: string) => Promise<NodeJS.ReadableStream>;

/** Images whose list of files is kept; reading one again means saving the whole image again. */
const KEPT = 4;

/** Bytes of a file that are read when no cap is asked for. */
const DEFAULT_CAP = 1024 * 1024;

/** The contents of images, layer by layer. What an image id names never changes, so its file list is read once. */
export class Layers {
  readonly #save: SaveStream;
  readonly #kept = new Map<string, Promise<readonly ArchiveLayer[]>>();

  constructor(save: SaveStream) {
    this.#save = save;
  }

  /** See `EngineImages.files`. */
  async files(imageId: string, layer?: number): Promise<readonly ImageFile[]> {
    const layers = await this.#layers(imageId);
    if (layer === undefined) return listTree(mergeLayers(layers));
    assertLayer(layers, layer);
    return listLayer(layers, layer);
  }

  /** See `EngineImages.readFile`. Links are followed in the whole tree; a layer has only its own files. */
  async read(
    imageId: string,
    path: string,
    options: { layer?: number; cap?: number } = {},
  ): Promise<Uint8Array> {
    const layers = await this.#layers(imageId);
    if (options.layer !== undefined) assertLayer(layers, options.layer);
    const found =
      options.layer === undefined
        ? resolvePath(mergeLayers(layers), path)
        : ownFile(layers, options.layer, path);
    if (!found || found.entry.type !== 'file') {
      throw new DrydockError({
        kind: 'not-found',
        message: found
          ? `${path} is not a file but a ${found.entry.type}.`
          : `The image has no file ${path}.`,
        remedy: "Look at the list of the image's files.",
      });
    }
    const wanted = layers[found.layer]?.name;
    let content: Uint8Array = new Uint8Array();
    await readImageArchive(await this.#stream(imageId), {
      wants: (entry, layer) =>
        layer === wanted && entry.path === found.entry.path ? (options.cap ?? DEFAULT_CAP) : 0,
      take: (_entry, _layer, bytes) => void (content = new Uint8Array(bytes)),
    });
    return content;
  }

  /** See `EngineImages.layers`. */
  async summary(imageId: string): Promise<ImageLayers> {
    return summarizeLayers(await this.#layers(imageId));
  }

  /** See `EngineImages.diff`. Only files that could be the same by all but their content are read. */
  async diff(before: string, after: string): Promise<readonly ImageDifference[]> {
    const from = await this.#layers(before);
    const to = await this.#layers(after);
    const paths = undecided(from, to);
    if (paths.size === 0) return diffTrees(from, to, () => true);
    const [fromDigests, toDigests] = [
      await this.#digests(before, from, paths),
      await this.#digests(after, to, paths),
    ];
    return diffTrees(from, to, (path) => fromDigests.get(path) === toDigests.get(path));
  }

  /** Digests of files of the whole tree. */
  async #digests(
    imageId: string,
    layers: readonly ArchiveLayer[],
    paths: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>> {
    const tree = mergeLayers(layers);
    const digests = new Map<string, string>();
    await readImageArchive(await this.#stream(imageId), {
      wants: (entry, layer) => {
        const found = paths.has(entry.path) ? tree.get(entry.path) : undefined;
        return found && layers[found.layer]?.name === layer ? entry.size : 0;
      },
      take: (entry, _layer, bytes) =>
        void digests.set(entry.path, createHash('sha256').update(bytes).digest('hex')),
    });
    return digests;
  }

  #layers(imageId: string): Promise<readonly ArchiveLayer[]> {
    let layers = this.#kept.get(imageId);
    if (!layers) {
      layers = this.#stream(imageId).then(async (stream) => (await readImageArchive(stream)).layers);
      layers.catch(() => this.#kept.delete(imageId)); // the caller gets the error; the next one tries again
      this.#kept.set(imageId, layers);
      const oldest = this.#kept.keys().next().value;
      if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    }
    return layers;
  }

  async #stream(imageId: string): Promise<AsyncIterable<Uint8Array>> {
    return (await this.#save(imageId)) as NodeJS.ReadableStream & AsyncIterable<Uint8Array>;
  }
}

/** Writes an archive beside its place and moves it there when it is whole. */
export async function writeArchive(source: NodeJS.ReadableStream, file: string): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(source, createWriteStream(partial));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new DrydockError(
      {
        kind: 'storage',
        message: `The image could not be written to ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
        remedy: 'Check that the folder exists, that you may write there, and that the disk has room.',
      },
      { cause },
    );
  }
}

function ownFile(layers: readonly ArchiveLayer[], layer: number, path: string) {
  const entry = layers[layer]?.entries.find((each) => each.path === path);
  if (entry?.type === 'hardlink') return resolvePath(mergeLayers(layers, layer + 1), path);
  return entry && { entry, layer };
}

function assertLayer(layers: readonly ArchiveLayer[], layer: number): void {
  if (Number.isInteger(layer) && layer >= 0 && layer < layers.length) return;
  throw new DrydockError({
    kind: 'not-found',
    message: `The image has no layer ${layer}: its layers are numbered 0 to ${layers.length - 1}.`,
    remedy: 'Choose one of these; layer 0 is the base.',
  });
}
