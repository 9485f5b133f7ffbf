import type { BuildEvent, BuildOptions } from '../shared/engine/build';
import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from '../shared/engine/image';
import type { EngineKind, EngineStatus } from '../shared/engine/status';

/** A build as the main process asks for it: the renderer's options, and the folder that only the main process knows. */
export interface BuildRequest extends BuildOptions {
  /** Absolute path of the build context. */
  readonly context: string;
  /** Labels put on the image besides the Dockerfile's, among them the one that marks it as ours. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A run that ends by itself or is stopped. */
export interface RunRequest {
  readonly image: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Replaces the image's entrypoint; an empty list takes it away. */
  readonly entrypoint?: readonly string[];
  /** Milliseconds until it is stopped. */
  readonly timeoutMs: number;
  /** Bytes of output kept for each stream; the rest is dropped and said to be. */
  readonly outputCap: number;
  readonly signal?: AbortSignal;
}

/** How a run ended. */
export interface RunResult {
  /** Null when it was stopped because its time was over. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly truncated: boolean;
  readonly ms: number;
}

/**
 * What builds images and runs containers. Docker, Podman and the embedded engine implement it and pass the same
 * contract suite (engine.contract.ts); nobody outside this folder knows which one answers.
 *
 * Every method throws a DrydockError: `engine-unavailable` when nobody answers, `not-found` for an unknown
 * reference, `engine-failed` for the rest. `build` is the exception: how a build ends, badly too, is its last event.
 */
export interface Engine {
  /** Unique and stable: `docker`, `docker:lab-server`, `podman`, `embedded`. */
  readonly id: string;
  readonly kind: EngineKind;

  /** Whether it answers, what it can do, and the remedy if it does not. Never throws. */
  status(): Promise<EngineStatus>;

  /** Builds; the last event is `done` or `failed`, always exactly one of them. Aborting ends it as `cancelled`. */
  build(request: BuildRequest, signal: AbortSignal): AsyncIterable<BuildEvent>;

  listImages(): Promise<readonly ImageSummary[]>;
  inspectImage(reference: string): Promise<ImageDetails>;
  /** Newest entry first. */
  imageHistory(reference: string): Promise<readonly HistoryEntry[]>;
  /** Removes an image that Drydock built; refuses any other (`refused`). */
  removeImage(reference: string): Promise<void>;

  /** What one layer holds, or the image's whole tree when `layer` is absent. Layers count from 0, base first. */
  imageFiles(reference: string, layer?: number): Promise<readonly ImageFile[]>;
  /** A file's content in the image's whole tree, or as one layer has it; at most `cap` bytes. */
  readImageFile(
    reference: string,
    path: string,
    options?: { layer?: number; cap?: number },
  ): Promise<Uint8Array>;

  /** Writes the image as a docker-archive tar, or an OCI layout where the engine prefers it. */
  saveImage(reference: string, file: string): Promise<void>;

  /** Runs a container to its end and removes it. */
  run(request: RunRequest): Promise<RunResult>;

  /** Frees what the engine holds open. */
  close(): Promise<void>;
}

/** Label on everything Drydock makes, so that only that is ever pruned or removed. */
export const OURS_LABEL = 'dev.drydock.workspace';
