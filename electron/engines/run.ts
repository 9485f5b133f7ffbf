import type { ContainerLimits } from '../shared/engine/container';

/** A run that ends by itself or is stopped. */
export interface RunRequest {
  readonly image: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Replaces the image's entrypoint; an empty list takes it away. */
  readonly entrypoint?: readonly string[];
  /** Value of the label that marks the container as ours while it lives; `run` by default. */
  readonly owner?: string;
  readonly limits?: ContainerLimits;
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
