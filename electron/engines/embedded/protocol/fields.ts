/** One field of a payload. */
export interface Field {
  readonly tag: number;
  readonly bytes: Uint8Array;
}

/** What a field may be made of: a text, a number (8 bytes), or bytes. */
export type FieldValue = string | number | bigint | Uint8Array;

const FIELD_HEAD = 5;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A field of that tag. Numbers must not be negative. */
export function field(tag: number, value: FieldValue): Field {
  return { tag, bytes: bytesOf(value) };
}

/** A field for each value, in order. */
export function fieldList(tag: number, values: readonly FieldValue[]): Field[] {
  return values.map((value) => field(tag, value));
}

/** The fields as a payload. */
export function encodeFields(fields: readonly Field[]): Uint8Array {
  const payload = new Uint8Array(fields.reduce((sum, { bytes }) => sum + FIELD_HEAD + bytes.length, 0));
  const view = new DataView(payload.buffer);
  let at = 0;
  for (const { tag, bytes } of fields) {
    payload[at] = tag;
    view.setUint32(at + 1, bytes.length, true);
    payload.set(bytes, at + FIELD_HEAD);
    at += FIELD_HEAD + bytes.length;
  }
  return payload;
}

/** The fields of a payload; undefined when it is no whole number of fields. */
export function decodeFields(payload: Uint8Array): Field[] | undefined {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const fields: Field[] = [];
  let at = 0;
  while (at < payload.length) {
    if (payload.length - at < FIELD_HEAD) return undefined;
    const length = view.getUint32(at + 1, true);
    if (length > payload.length - at - FIELD_HEAD) return undefined;
    fields.push({ tag: payload[at]!, bytes: payload.subarray(at + FIELD_HEAD, at + FIELD_HEAD + length) });
    at += FIELD_HEAD + length;
  }
  return fields;
}

/** The number of that tag; undefined when there is none. Above 2^53 it is rounded. */
export function numberOf(fields: readonly Field[], tag: number): number | undefined {
  const bytes = bytesIn(fields, tag);
  if (bytes?.length !== 8) return undefined;
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
}

/** The text of that tag; undefined when there is none. */
export function textOf(fields: readonly Field[], tag: number): string | undefined {
  const bytes = bytesIn(fields, tag);
  return bytes && decoder.decode(bytes);
}

/** The first field of that tag as bytes. */
export function bytesIn(fields: readonly Field[], tag: number): Uint8Array | undefined {
  return fields.find((each) => each.tag === tag)?.bytes;
}

function bytesOf(value: FieldValue): Uint8Array {
  if (typeof value === 'string') return encoder.encode(value);
  if (value instanceof Uint8Array) return value;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}
