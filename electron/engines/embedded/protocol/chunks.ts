import { CHUNK_SIZE, CHUNKS_UNDERWAY } from './numbers';

/**
 * Sends bytes to the guest in chunks that its driver has buffers for. Without this, v86 drops what finds no buffer.
 * Invariant: never more than CHUNKS_UNDERWAY chunks are unanswered, and their order is kept.
 */
export class ChunkSender {
  readonly #send: (chunk: Uint8Array) => void;
  readonly #waiting: Uint8Array[] = [];
  /** Bytes of each chunk underway that the guest has not read yet, oldest first. */
  readonly #underway: number[] = [];

  constructor(send: (chunk: Uint8Array) => void) {
    this.#send = send;
  }

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += CHUNK_SIZE) {
      this.#waiting.push(bytes.subarray(at, at + CHUNK_SIZE));
    }
    this.#flush();
  }

  /** The guest says how many bytes it has read. */
  credit(bytes: number): void {
    let left = bytes;
    while (left > 0 && this.#underway.length > 0) {
      const first = this.#underway[0]!;
      const part = Math.min(first, left);
      left -= part;
      if (part === first) this.#underway.shift();
      else this.#underway[0] = first - part;
    }
    this.#flush();
  }

  #flush(): void {
    while (this.#underway.length < CHUNKS_UNDERWAY) {
      const chunk = this.#waiting.shift();
      if (!chunk) return;
      this.#underway.push(chunk.length);
      this.#send(chunk);
    }
  }
}
