import type { OutputChunk } from '../shared/engine/container';

/** A process that one sees and types into: a container's first one (attach) or a further one (exec). */
export interface Session {
  /** Read it once, to its end: it ends with the process, or when the session is closed. Nothing is lost before that. */
  readonly output: AsyncIterable<OutputChunk>;
  /** Types. Resolves when the engine has taken it; does nothing when input is closed. */
  write(data: Uint8Array | string): Promise<void>;
  /** Ends the process's input: end of file. */
  closeInput(): void;
  /** Tells the terminal's size. Does nothing where there is no terminal, or the process has ended. */
  resize(columns: number, rows: number): Promise<void>;
  /** Lets go. The process of an attached container goes on; one of exec ends when it notices. */
  close(): void;
  /** The exit code; null when the session was closed before, or the engine went away. Never rejects. */
  readonly exit: Promise<number | null>;
}
