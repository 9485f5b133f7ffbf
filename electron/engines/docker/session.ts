import type { Duplex } from 'node:stream';
import type { OutputChunk } from '../../shared/engine/container';
import type { Session } from '../session';
import { readFrames, readRaw } from './frames';

/** What a session needs besides its connection. */
export interface SessionOptions {
  readonly tty: boolean;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** Asked when the session is made; null when nobody will know. Aborted when the session is closed. */
  readonly exit: (ended: Promise<void>, closed: AbortSignal) => Promise<number | null>;
}

/** A process on the other end of a hijacked connection (Docker Engine API, "Attach", "Hijacking"). */
export class DockerSession implements Session {
  readonly output: AsyncIterable<OutputChunk>;
  readonly exit: Promise<number | null>;
  readonly #socket: Duplex;
  readonly #options: SessionOptions;
  readonly #closed = new AbortController();

  constructor(socket: Duplex, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.output = this.#read(options.tty);
    const ended = new Promise<void>((resolve) => socket.once('end', resolve).once('close', resolve));
    socket.on('error', () => undefined); // a broken connection ends the output, and exit says null
    this.exit = options.exit(ended, this.#closed.signal).catch(() => null); // see Session.exit
  }

  async write(data: Uint8Array | string): Promise<void> {
    if (!this.#socket.writable) return;
    await new Promise<void>((resolve) => this.#socket.write(data, () => resolve()));
  }

  closeInput(): void {
    if (this.#socket.writable) this.#socket.end();
  }

  async resize(columns: number, rows: number): Promise<void> {
    if (!this.#options.tty || this.#socket.destroyed) return;
    await this.#options.resize(columns, rows).catch(() => undefined); // ended just now: nothing to size
  }

  close(): void {
    this.#closed.abort();
    this.#socket.destroy();
  }

  async *#read(tty: boolean): AsyncGenerator<OutputChunk> {
    try {
      yield* tty ? readRaw(this.#socket) : readFrames(this.#socket);
    } catch {
      // Closed by us, or the engine is gone: either way no more comes, and exit says which.
    }
  }
}
