import type { Field } from './fields';
import { decodeFields, encodeFields } from './fields';
import { HEADER_SIZE, PAYLOAD_MAX } from './numbers';

/** One message between host and guest. */
export interface Frame {
  readonly type: number;
  readonly id: number;
  readonly fields: readonly Field[];
}

/** The two sides have lost each other: the link cannot go on. */
export class BrokenLink extends Error {
  override readonly name = 'BrokenLink';
}

/** A frame as bytes. Throws a RangeError when its payload is too large. */
export function encodeFrame(frame: Frame): Uint8Array {
  const payload = encodeFields(frame.fields);
  if (payload.length > PAYLOAD_MAX) {
    throw new RangeError(`A frame of ${payload.length} bytes is larger than ${PAYLOAD_MAX}.`);
  }
  const bytes = new Uint8Array(HEADER_SIZE + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, frame.type, true); // type and three zero bytes
  view.setUint32(8, frame.id, true);
  bytes.set(payload, HEADER_SIZE);
  return bytes;
}

/** Collects bytes until they are frames. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array();

  /** The frames that are whole with these bytes. Throws BrokenLink for what is no frame. */
  push(bytes: Uint8Array): Frame[] {
    const all = this.#rest.length === 0 ? bytes : concat(this.#rest, bytes);
    const view = new DataView(all.buffer, all.byteOffset, all.byteLength);
    const frames: Frame[] = [];
    let at = 0;
    while (all.length - at >= HEADER_SIZE) {
      const length = view.getUint32(at, true);
      const type = view.getUint32(at + 4, true);
      if (length > PAYLOAD_MAX || type > 255) throw new BrokenLink('The guest sent what is no frame.');
      if (all.length - at < HEADER_SIZE + length) break;
      const payload = all.slice(at + HEADER_SIZE, at + HEADER_SIZE + length);
      const fields = decodeFields(payload);
      if (!fields) throw new BrokenLink('The guest sent a frame whose fields cannot be read.');
      frames.push({ type, id: view.getUint32(at + 8, true), fields });
      at += HEADER_SIZE + length;
    }
    this.#rest = all.slice(at);
    return frames;
  }
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
