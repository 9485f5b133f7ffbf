/** How the container of a built image ran: to its end, or until its time was over. */
export interface StageRun {
  /** The build whose image was run. */
  readonly build: string;
  /** Null when it was stopped because its time was over. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether a stream was longer than what is kept of it. */
  readonly truncated: boolean;
  readonly ms: number;
}

/** Milliseconds that a container of a learner's image may run before it is stopped. */
export const RUN_TIMEOUT_MS = 30_000;
/** Bytes that are kept of each of its streams. */
export const RUN_OUTPUT_CAP = 256 * 1024;
