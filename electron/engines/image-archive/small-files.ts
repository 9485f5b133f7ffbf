import type { LayerEntry } from './entry';

/** Bytes of a file that is kept while its image is read. Most text that somebody opens is smaller. */
const SMALL = 128 * 1024;

/** Bytes that are kept of one image. */
const ROOM = 8 * 1024 * 1024;

/** Contents of an image's small files, kept so that opening one need not have the engine pack the image again. */
export class SmallFiles {
  readonly #contents = new Map<string, Buffer>();
  #room = ROOM;

  /** How many bytes of a file are wanted; 0 for one that is too large, or when the room is used up. */
  wants({ size }: LayerEntry): number {
    return size > 0 && size <= Math.min(SMALL, this.#room) ? size : 0;
  }

  /** Keeps a file of the layer of that name. */
  keep(layer: string, { path }: LayerEntry, bytes: Buffer): void {
    this.#room -= bytes.length;
    this.#contents.set(keyOf(layer, path), bytes);
  }

  /** A file's bytes; undefined where they were not kept. */
  get(layer: string, { path, size }: LayerEntry): Uint8Array | undefined {
    return size === 0 ? new Uint8Array() : this.#contents.get(keyOf(layer, path));
  }
}

function keyOf(layer: string, path: string): string {
  return `${layer}\n${path}`;
}
