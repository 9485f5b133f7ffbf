import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from '../shared/engine/image';
import type { ImageDifference, ImageLayers, ImageReading } from '../shared/engine/layer';
import type { RegistryCredentials, TransferEvent } from '../shared/engine/transfer';

/** Where an image is moved to or from, and how long. */
export interface TransferRequest {
  readonly credentials?: RegistryCredentials;
  /** `linux/arm64`; the engine's own by default. Only for pulling. */
  readonly platform?: string;
  readonly signal?: AbortSignal;
}

/** Who waits for an image to be read. It is read once for all who wait, and no further when nobody does. */
export interface ReadingOptions {
  readonly signal?: AbortSignal;
  /** Told at the beginning and about ten times a second. Not at all for an image that was read before. */
  readonly onProgress?: (reading: ImageReading) => void;
}

/** The images of an engine. A reference is a name with or without tag or digest, or an id. Throws like `Engine`. */
export interface EngineImages {
  /** Newest first. */
  list(): Promise<readonly ImageSummary[]>;
  inspect(reference: string): Promise<ImageDetails>;
  /** Newest entry first. */
  history(reference: string): Promise<readonly HistoryEntry[]>;
  /** Gives an image a further name. Throws `refused` when another image has it that Drydock did not build. */
  tag(reference: string, name: string): Promise<void>;
  /**
   * Removes a name of an image that Drydock built, and the image with its last name; refuses any other (`refused`).
   */
  remove(reference: string): Promise<void>;

  /** What one layer holds, or the image's whole tree when `layer` is absent. Layers count from 0, base first. */
  files(reference: string, layer?: number, options?: ReadingOptions): Promise<readonly ImageFile[]>;
  /** A file's content in the image's whole tree, or as one layer has it; at most `cap` bytes. */
  readFile(
    reference: string,
    path: string,
    options?: { readonly layer?: number; readonly cap?: number },
  ): Promise<Uint8Array>;
  /** What each layer adds, changes and removes, and what is carried for nothing. */
  layers(reference: string, options?: ReadingOptions): Promise<ImageLayers>;
  /** How the tree of one image differs from another's, sorted by path. */
  diff(before: string, after: string): Promise<readonly ImageDifference[]>;

  /** Writes images into one docker-archive tar, or an OCI layout where the engine prefers it. */
  save(references: readonly string[], file: string, signal?: AbortSignal): Promise<void>;
  /** Loads what `save` wrote, and what Docker or Podman saved. Gives the references, or ids, of what it held. */
  load(file: string, signal?: AbortSignal): Promise<readonly string[]>;
  /**
   * Makes an image of one layer from a tar of a file system, and gives its id. `changes` are Dockerfile instructions
   * like `CMD ["sh"]`.
   */
  import(
    file: string,
    image: { readonly name: string; readonly owner: string; readonly changes?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<string>;
  /** Gets an image from its registry. Throws `engine-failed` when it cannot be had. */
  pull(reference: string, request?: TransferRequest): AsyncIterable<TransferEvent>;
  /** Puts an image into the registry that its name says. */
  push(reference: string, request?: Omit<TransferRequest, 'platform'>): AsyncIterable<TransferEvent>;
}
