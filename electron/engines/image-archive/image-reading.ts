import { onAbort } from '../../on-abort';
import { hexOf } from '../../shared/engine/digest';
import type { ImageDetails } from '../../shared/engine/image';
import type { ImageReading as Progress } from '../../shared/engine/layer';
import { DrydockError } from '../../shared/errors';
import type { ReadingOptions } from '../images';
import type { ArchiveLayer, LayerContents } from './entry';
import { readImageArchive } from './read-archive';
import { SmallFiles } from './small-files';

/** What is known of an image before it is read. */
export type ReadableImage = Pick<ImageDetails, 'id' | 'size' | 'layers'>;

/** Gives the archive of an image by its id, as `docker save` would write it. */
export type SaveStream = (imageId: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>;

/** Milliseconds between two words about how far it is. */
const TELL_EVERY = 100;

interface Waiting {
  /** How many layers, from the base on, are waited for; undefined for the whole archive. */
  readonly count: number | undefined;
  readonly onProgress: ReadingOptions['onProgress'];
  readonly resolve: () => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * One reading of an image's archive, for all who ask for something in it meanwhile. It ends early when nobody waits any
 * more. An archive whose members are named by their digests (Docker since 25, Podman, ours) gives its lower layers
 * before its end; that of an older Docker says at its end which layer is which.
 */
export class ImageReading {
  readonly small = new SmallFiles();
  readonly #image: ReadableImage;
  readonly #onEnd: () => void;
  readonly #controller = new AbortController();
  readonly #waiting = new Set<Waiting>();
  /** Layers that were read, by the hexadecimal digits of their digest. */
  readonly #read = new Map<string, LayerContents>();
  #bytes = 0;
  #told = 0;
  #layers: readonly ArchiveLayer[] | undefined;

  /** Begins at once. `onEnd` is told when it failed or was given up, which leaves nothing to keep. */
  constructor(image: ReadableImage, save: SaveStream, onEnd: () => void) {
    this.#image = image;
    this.#onEnd = onEnd;
    this.#readAll(save).then(
      (layers) => {
        this.#layers = layers;
        for (const each of this.#waiting) each.resolve();
      },
      (thrown: unknown) => {
        onEnd();
        for (const each of this.#waiting) each.reject(thrown);
      },
    );
  }

  /** How many files it found so far. */
  get entries(): number {
    return [...(this.#layers ?? this.#read.values())].reduce((sum, { entries }) => sum + entries.length, 0);
  }

  /** All layers. Throws `cancelled`. */
  async whole(options: ReadingOptions = {}): Promise<readonly ArchiveLayer[]> {
    await this.#until(undefined, options);
    return this.#layers ?? [];
  }

  /** The first layers, base first: as soon as they are there. Throws `cancelled`. */
  async lowest(count: number, options: ReadingOptions = {}): Promise<readonly LayerContents[]> {
    await this.#until(count, options);
    return (
      this.#layers ?? this.#image.layers.slice(0, count).flatMap((id) => this.#read.get(hexOf(id)) ?? [])
    );
  }

  async #until(count: number | undefined, { signal, onProgress }: ReadingOptions): Promise<void> {
    if (this.#layers || (count !== undefined && this.#ready() >= count)) return;
    const { promise, resolve, reject } = withResolvers();
    const waiting: Waiting = { count, onProgress, resolve, reject };
    const leave = (): void => {
      reject(new DrydockError({ kind: 'cancelled', message: 'The reading of the image was cancelled.' }));
    };
    this.#waiting.add(waiting);
    const release = onAbort(signal, leave);
    if (!signal?.aborted) onProgress?.(this.#progress());
    try {
      await promise;
    } finally {
      release();
      this.#waiting.delete(waiting);
      if (signal?.aborted && this.#waiting.size === 0 && !this.#layers) this.#giveUp();
    }
  }

  /** Nobody waits any more: whoever asks next begins anew. */
  #giveUp(): void {
    this.#onEnd();
    this.#controller.abort();
  }

  async #readAll(save: SaveStream): Promise<readonly ArchiveLayer[]> {
    const stream = await save(this.#image.id, this.#controller.signal);
    const { layers } = await readImageArchive(this.#counted(stream), {
      wants: (entry) => this.small.wants(entry),
      take: (entry, layer, bytes) => this.small.keep(layer, entry, bytes),
      layerRead: (name, contents) => this.#layerRead(name, contents),
    });
    this.#controller.signal.throwIfAborted();
    return layers;
  }

  async *#counted(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      this.#controller.signal.throwIfAborted();
      this.#bytes += chunk.length;
      if (performance.now() - this.#told > TELL_EVERY) this.#tell();
      yield chunk;
    }
  }

  #layerRead(name: string, contents: LayerContents): void {
    const hex = /[0-9a-f]{64}/.exec(name)?.[0];
    if (hex === undefined || !this.#image.layers.some((id) => hexOf(id) === hex)) return;
    this.#read.set(hex, contents);
    const ready = this.#ready();
    for (const { count, resolve } of this.#waiting) if (count !== undefined && count <= ready) resolve();
    this.#tell();
  }

  /** How many layers, from the base on, were read. */
  #ready(): number {
    const missing = this.#image.layers.findIndex((id) => !this.#read.has(hexOf(id)));
    return missing < 0 ? this.#image.layers.length : missing;
  }

  #tell(): void {
    this.#told = performance.now();
    for (const { onProgress } of this.#waiting) onProgress?.(this.#progress());
  }

  #progress(): Progress {
    return { bytes: this.#bytes, total: this.#image.size, layers: this.#ready() };
  }
}

function withResolvers() {
  let resolve = (): void => undefined;
  let reject = (_thrown: unknown): void => undefined;
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone;
    reject = onFailed;
  });
  return { promise, resolve, reject };
}
