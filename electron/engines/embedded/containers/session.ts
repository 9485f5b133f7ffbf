import type { OutputChunk } from '../../../shared/engine/container';
import type { Session } from '../../session';
import type { GuestProcess } from '../guest-processes';

/** What a session is made of. */
export interface SessionParts {
  readonly output: AsyncIterable<OutputChunk>;
  /** The process, once it runs. */
  readonly process: () => GuestProcess | undefined;
  readonly exit: Promise<number | null>;
  readonly tty: boolean;
  readonly close: () => void;
}

/** A process of the guest that one sees and types into. */
export class GuestSession implements Session {
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<number | null>;
  readonly #parts: SessionParts;
  readonly #closed: Promise<null>;
  #close!: () => void;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.output = parts.output;
    this.#closed = new Promise((resolve) => {
      this.#close = () => {
        resolve(null);
      };
    });
    this.exit = Promise.race([parts.exit.catch(() => null), this.#closed]);
  }

  write(data: Uint8Array | string): Promise<void> {
    this.#parts.process()?.write(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    return Promise.resolve();
  }

  closeInput(): void {
    this.#parts.process()?.end();
  }

  resize(columns: number, rows: number): Promise<void> {
    if (this.#parts.tty) this.#parts.process()?.resize(rows, columns);
    return Promise.resolve();
  }

  close(): void {
    this.#parts.close();
    this.#close();
  }
}
