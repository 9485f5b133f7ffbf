/** Bytes that wait to be sent and acknowledged, in the pieces in which they came. */
export class ByteQueue {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(bytes: Uint8Array): void {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  /** Takes away so many of the first bytes; there must be as many. */
  drop(count: number): void {
    this.#length -= count;
    let left = count;
    while (left > 0) {
      const head = this.#pieces[0]!;
      if (head.length <= left) {
        this.#pieces.shift();
        left -= head.length;
      } else {
        this.#pieces[0] = head.subarray(left);
        left = 0;
      }
    }
  }

  /** A copy of `length` bytes from `start` on; there must be as many. */
  slice(start: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let at = 0;
    let skip = start;
    for (const piece of this.#pieces) {
      if (skip >= piece.length) {
        skip -= piece.length;
        continue;
      }
      const part = piece.subarray(skip, skip + length - at);
      bytes.set(part, at);
      at += part.length;
      skip = 0;
      if (at === length) break;
    }
    return bytes;
  }

  clear(): void {
    this.#pieces.length = 0;
    this.#length = 0;
  }
}
