const decoder = new TextDecoder();

/** One field of a message: its number, and its value read as the type the caller knows it has. */
export interface ProtoField {
  readonly number: number;
  /** The value as an integer. Exact up to 2^53. Throws a RangeError for a length-delimited field. */
  readonly integer: () => number;
  /** The value of a length-delimited field: text, bytes or a message. Throws a RangeError for any other. */
  readonly bytes: () => Uint8Array;
  readonly text: () => string;
}

/**
 * Reads protobuf's wire format (protobuf.dev, "Encoding") field by field. Groups, which proto3 does not have, and
 * truncated messages throw a RangeError.
 */
export class ProtoReader {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  *fields(): Generator<ProtoField> {
    while (this.#at < this.#bytes.length) {
      const tag = this.#varint();
      yield this.#field(Math.floor(tag / 8), tag % 8);
    }
  }

  #field(number: number, wireType: number): ProtoField {
    switch (wireType) {
      case 0:
        return numeric(number, this.#varint());
      case 1:
        return numeric(number, Number(this.#view(8).getBigInt64(0, true)));
      case 5:
        return numeric(number, this.#view(4).getInt32(0, true));
      case 2: {
        const bytes = this.#take(this.#varint());
        return {
          number,
          integer: () => wrongType(number),
          bytes: () => bytes,
          text: () => decoder.decode(bytes),
        };
      }
      default:
        throw new RangeError(`Field ${number} has the unknown wire type ${wireType}.`);
    }
  }

  /** Negative numbers come as ten bytes; none of the fields read here is negative, so they are only skipped. */
  #varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('A number is cut off or longer than ten bytes.');
  }

  #take(length: number): Uint8Array {
    const from = this.#at;
    if (from + length > this.#bytes.length) throw new RangeError('A field is longer than its message.');
    this.#at = from + length;
    return this.#bytes.subarray(from, this.#at);
  }

  #view(length: number): DataView {
    const bytes = this.#take(length);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function numeric(number: number, value: number): ProtoField {
  return { number, integer: () => value, bytes: () => wrongType(number), text: () => wrongType(number) };
}

function wrongType(number: number): never {
  throw new RangeError(`Field ${number} does not have the type it should have.`);
}
