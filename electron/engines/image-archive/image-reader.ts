import { createHash } from 'node:crypto';
import type { ImageFile } from '../../shared/engine/image';
import type { ImageDifference, ImageLayers } from '../../shared/engine/layer';
import { DrydockError } from '../../shared/errors';
import type { ReadingOptions } from '../images';
import { diffTrees, undecided } from './diff';
import type { ArchiveLayer } from './entry';
import type { ReadableImage, SaveStream } from './image-reading';
import { ImageReading } from './image-reading';
import { readImageArchive } from './read-archive';
import { summarizeLayers } from './summary';
import { listLayer, listTree, mergeLayers, resolvePath } from './tree';

/** Files of all images that are remembered: about 40 MB of memory. */
const REMEMBERED = 200_000;

/** Bytes of a file that are read when no cap is asked for. */
const DEFAULT_CAP = 1024 * 1024;

/**
 * What is in images, layer by layer, read from the archives that an engine saves. What an image's id names never
 * changes, so an image is read once, for all who ask, and remembered while there is room.
 */
export class ImageReader {
  readonly #save: SaveStream;
  /** Least recently asked for first. */
  readonly #readings = new Map<string, ImageReading>();

  constructor(save: SaveStream) {
    this.#save = save;
  }

  /** See `EngineImages.files`. A layer is there as soon as it and all below it were read. */
  async files(image: ReadableImage, layer?: number, options?: ReadingOptions): Promise<readonly ImageFile[]> {
    const reading = this.#reading(image);
    if (layer === undefined) return listTree(mergeLayers(await reading.whole(options)));
    assertLayer(image, layer);
    return listLayer(await reading.lowest(layer + 1, options), layer);
  }

  /** See `EngineImages.layers`. */
  async summary(image: ReadableImage, options?: ReadingOptions): Promise<ImageLayers> {
    return summarizeLayers(await this.#reading(image).whole(options));
  }

  /** See `EngineImages.readFile`. Links are followed in the whole tree; a layer has only its own files. */
  async read(
    image: ReadableImage,
    path: string,
    options: { layer?: number; cap?: number } = {},
  ): Promise<Uint8Array> {
    if (options.layer !== undefined) assertLayer(image, options.layer);
    const reading = this.#reading(image);
    const layers = await reading.whole();
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
    const cap = options.cap ?? DEFAULT_CAP;
    const wanted = layers[found.layer]?.name ?? '';
    const kept = reading.small.get(wanted, found.entry);
    if (kept) return kept.slice(0, cap);
    let content: Uint8Array = new Uint8Array();
    await readImageArchive(await this.#open(image), {
      wants: (entry, layer) => (layer === wanted && entry.path === found.entry.path ? cap : 0),
      take: (_entry, _layer, bytes) => void (content = new Uint8Array(bytes)),
    });
    return content;
  }

  /** See `EngineImages.diff`. Only files that could be the same by all but their content are read. */
  async diff(before: ReadableImage, after: ReadableImage): Promise<readonly ImageDifference[]> {
    const from = await this.#reading(before).whole();
    const to = await this.#reading(after).whole();
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
    image: ReadableImage,
    layers: readonly ArchiveLayer[],
    paths: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>> {
    const tree = mergeLayers(layers);
    const digests = new Map<string, string>();
    await readImageArchive(await this.#open(image), {
      wants: (entry, layer) => {
        const found = paths.has(entry.path) ? tree.get(entry.path) : undefined;
        return found && layers[found.layer]?.name === layer ? entry.size : 0;
      },
      take: (entry, _layer, bytes) =>
        void digests.set(entry.path, createHash('sha256').update(bytes).digest('hex')),
    });
    return digests;
  }

  #reading(image: ReadableImage): ImageReading {
    const known = this.#readings.get(image.id);
    const reading = known ?? new ImageReading(image, this.#save, () => this.#readings.delete(image.id));
    this.#readings.delete(image.id);
    this.#readings.set(image.id, reading);
    if (!known) this.#makeRoom();
    return reading;
  }

  #makeRoom(): void {
    let entries = [...this.#readings.values()].reduce((sum, reading) => sum + reading.entries, 0);
    for (const [id, reading] of this.#readings) {
      if (entries <= REMEMBERED || this.#readings.size === 1) return;
      this.#readings.delete(id);
      entries -= reading.entries;
    }
  }

  #open(image: ReadableImage): Promise<AsyncIterable<Uint8Array>> {
    return this.#save(image.id, new AbortController().signal);
  }
}

function ownFile(layers: readonly ArchiveLayer[], layer: number, path: string) {
  const entry = layers[layer]?.entries.find((each) => each.path === path);
  if (entry?.type === 'hardlink') return resolvePath(mergeLayers(layers, layer + 1), path);
  return entry && { entry, layer };
}

function assertLayer({ layers }: ReadableImage, layer: number): void {
  if (Number.isInteger(layer) && layer >= 0 && layer < layers.length) return;
  throw new DrydockError({
    kind: 'not-found',
    message: `The image has no layer ${layer}: its layers are numbered 0 to ${layers.length - 1}.`,
    remedy: 'Choose one of these; layer 0 is the base.',
  });
}
