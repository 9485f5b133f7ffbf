import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Bytes that a compressed archive may unpack to. */
const CAP = 1024 ** 3;

/**
 * The bytes behind gzip, bzip2, xz or Zstandard, told by how they begin, as Docker's ADD tells it; the bytes themselves
 * when they begin like none of these, and undefined for what only begins so. What undoes the rarer kinds is loaded when
 * it is needed. Throws `TooLarge` for what would unpack to more than a gigabyte.
 */
export async function decompress(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const kind = KINDS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (!kind) return bytes;
  try {
    return await kind.undo(bytes);
  } catch (thrown) {
    if (thrown instanceof TooLarge) throw thrown;
    return undefined; // it only begins like that: copied as it is
  }
}

/** An archive that would fill the computer's memory. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
  constructor() {
    super('An archive unpacks to more than 1 GB, which ADD does not do here');
  }
}

const KINDS: readonly {
  readonly magic: readonly number[];
  readonly undo: (bytes: Uint8Array) => Promise<Uint8Array>;
}[] = [
  { magic: [0x1f, 0x8b], undo: gzip },
  { magic: [0x42, 0x5a, 0x68], undo: bzip2 },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], undo: xz },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], undo: zstandard },
];

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: CAP });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge();
    throw thrown;
  }
}

async function bzip2(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: Bunzip } = await import('seek-bzip');
  const pieces = new Pieces();
  const writeByte = (byte: number): void => {
    pieces.addByte(byte);
  };
  Bunzip.decode(Buffer.from(bytes), { writeByte }, true); // parallel compressors write several streams
  return pieces.joined();
}

async function xz(bytes: Uint8Array): Promise<Uint8Array> {
  const [{ XzReadableStream }, { ReadableStream }] = await Promise.all([
    import('xz-decompress'),
    import('node:stream/web'),
  ]);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  const pieces = new Pieces();
  const reader = new XzReadableStream(source as never).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) pieces.add(next.value);
  return pieces.joined();
}

async function zstandard(bytes: Uint8Array): Promise<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const pieces = new Pieces();
  const stream = new Decompress((piece) => {
    pieces.add(piece.slice());
  });
  stream.push(bytes, true);
  return pieces.joined();
}

/** What comes piece by piece, up to the cap. */
class Pieces {
  readonly #pieces: Uint8Array[] = [];
  #bytes = 0;
  #block = Buffer.alloc(0);
  #used = 0;

  add(piece: Uint8Array): void {
    this.#bytes += piece.length;
    if (this.#bytes > CAP) throw new TooLarge();
    this.#pieces.push(piece);
  }

  addByte(byte: number): void {
    if (this.#used === this.#block.length) {
      this.#flush();
      this.#block = Buffer.alloc(1024 * 1024);
    }
    this.#block[this.#used++] = byte;
  }

  joined(): Uint8Array {
    this.#flush();
    return Buffer.concat(this.#pieces);
  }

  #flush(): void {
    if (this.#used > 0) this.add(this.#block.subarray(0, this.#used));
    this.#used = 0;
    this.#block = Buffer.alloc(0);
  }
}
