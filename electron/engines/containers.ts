import type {
  ContainerDetails,
  ContainerFileChange,
  ContainerSpec,
  ContainerStats,
  ContainerSummary,
  ExecSpec,
  LogLine,
  ProcessTable,
} from '../shared/engine/container';
import type { RunRequest, RunResult } from './run';
import type { Session } from './session';

/** Which part of a log is wanted. */
export interface LogRequest {
  /** Goes on with what comes, until the container ends. */
  readonly follow?: boolean;
  readonly timestamps?: boolean;
  /** Lines from the end; all by default. */
  readonly tail?: number;
  /** ISO 8601. */
  readonly since?: string;
  readonly signal?: AbortSignal;
}

/**
 * The containers of an engine, named by id or name. What changes a container (all from `start` to `copyIn`, with exec
 * and attach) is refused (`refused`) for one that Drydock did not make. Throws `conflict` for what its state does not
 * allow, and else like `Engine`.
 */
export interface EngineContainers {
  /** Newest first; running ones only unless `all`. */
  list(options?: { readonly all?: boolean; readonly ours?: boolean }): Promise<readonly ContainerSummary[]>;
  inspect(container: string): Promise<ContainerDetails>;
  /** Makes a container, not yet started, and gives its id. Throws `not-found` for an unknown image. */
  create(spec: ContainerSpec): Promise<string>;

  start(container: string): Promise<void>;
  /** Asks it to end, and ends it after `graceSeconds` (10). One that has ended already is no error. */
  stop(container: string, graceSeconds?: number): Promise<void>;
  /** Sends a signal, `SIGKILL` by default. */
  kill(container: string, signal?: string): Promise<void>;
  restart(container: string, graceSeconds?: number): Promise<void>;
  pause(container: string): Promise<void>;
  unpause(container: string): Promise<void>;
  rename(container: string, name: string): Promise<void>;
  /** Removes it with its unnamed volumes; a running one only with `force`. */
  remove(container: string, options?: { readonly force?: boolean }): Promise<void>;

  /**
   * Joins the container's first process; before `start`, so that nothing of its output is missed. Input reaches it
   * only if it was made with `stdin`.
   */
  attach(container: string): Promise<Session>;
  /**
   * Starts a further process in a running container. A command that is not there ends with exit code 126 or 127 and
   * the engine's words in the output, as in a shell.
   */
  exec(container: string, spec: ExecSpec): Promise<Session>;
  /** Unpacks a tar into an existing folder of the container. */
  copyIn(container: string, folder: string, tar: AsyncIterable<Uint8Array>): Promise<void>;

  /** A file or folder as a tar whose names begin with the path's last part. */
  copyOut(container: string, path: string, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  logs(container: string, request?: LogRequest): AsyncIterable<LogLine>;
  /** Waits until it has ended, and gives the exit code; at once for one that has ended. Throws `cancelled`. */
  wait(container: string, signal?: AbortSignal): Promise<number>;
  /** About one sample a second until the container ends or `signal` aborts. */
  stats(container: string, signal?: AbortSignal): AsyncIterable<ContainerStats>;
  top(container: string): Promise<ProcessTable>;
  /** What it has otherwise than its image, sorted by path. */
  changes(container: string): Promise<readonly ContainerFileChange[]>;

  /** Runs a container to its end and removes it. */
  run(request: RunRequest): Promise<RunResult>;
}
