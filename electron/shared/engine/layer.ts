import type { ImageFile } from './image';

/** A layer as far as an image's own description tells, before anything in it was read. */
export interface LayerOutline {
  /** 0 is the base. */
  readonly index: number;
  /** Digest of the uncompressed layer. */
  readonly diffId: string;
  /** The history entry that made it; null where history and layers cannot be matched. */
  readonly createdBy: string | null;
  /** Bytes, as the engine counts them; null where history and layers cannot be matched. */
  readonly size: number | null;
}

/** What one layer of an image does, in numbers. Sizes are bytes of file content, uncompressed. */
export interface ImageLayer extends LayerOutline {
  /** Sum of its files. */
  readonly size: number;
  readonly added: LayerShare;
  readonly changed: LayerShare;
  /** Bytes that are hidden here and still carried by a layer below. */
  readonly removed: LayerShare;
}

/** How many files, and how large they are together. */
export interface LayerShare {
  readonly files: number;
  readonly bytes: number;
}

/** All layers of an image, and what is carried for nothing. */
export interface ImageLayers {
  /** Base first. */
  readonly layers: readonly ImageLayer[];
  readonly totalBytes: number;
  /** Bytes of files that a later layer replaces or removes. */
  readonly wastedBytes: number;
  /** 1 when nothing is wasted; `1 - wastedBytes / totalBytes`. */
  readonly efficiency: number;
  /** The files that waste most, largest first, at most 100. */
  readonly wasted: readonly { readonly path: string; readonly bytes: number; readonly times: number }[];
}

/** How far the contents of an image were read. */
export interface ImageReading {
  /** Bytes of its archive that came; 0 while the engine still packs it. */
  readonly bytes: number;
  /** About how many there are; fewer come where the engine keeps its layers compressed. */
  readonly total: number;
  /** How many of its layers, from the base on, were read whole. */
  readonly layers: number;
}

/** A difference between the trees of two images. */
export type ImageDifference =
  | { readonly change: 'added'; readonly path: string; readonly after: ImageFile }
  | { readonly change: 'removed'; readonly path: string; readonly before: ImageFile }
  | {
      readonly change: 'changed';
      readonly path: string;
      readonly before: ImageFile;
      readonly after: ImageFile;
    };
