import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { storageReason } from './storage-error';

/** A file's content, or why it cannot be used, as half a sentence to stand after the file's name. */
export type ReadResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/**
 * Reads a whole regular file of at most `limit` bytes. Never blocks on a pipe or device and never reads more than the
 * limit, even while the file grows.
 */
export async function readBytes(path: string, limit: number): Promise<ReadResult<Buffer>> {
  try {
    // O_NONBLOCK: opening a named pipe would otherwise wait for a writer for ever. Absent on Windows, where it is 0.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = await file.stat();
      if (stat.isDirectory()) return { ok: false, reason: 'is a folder, and a file was expected' };
      if (!stat.isFile()) return { ok: false, reason: 'is a device or pipe, and a file was expected' };
      const buffer = Buffer.allocUnsafe(Math.min(stat.size, limit) + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      if (length > limit)
        return { ok: false, reason: `is larger than the ${describeBytes(limit)} that are read` };
      if (length === buffer.length) return { ok: false, reason: 'was being written while it was read' };
      return { ok: true, value: buffer.subarray(0, length) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return { ok: false, reason: `cannot be read: ${storageReason(error)}` };
  }
}

/** Reads a whole text file. A byte order mark is dropped. */
export async function readText(path: string, limit: number): Promise<ReadResult<string>> {
  const bytes = await readBytes(path, limit);
  return bytes.ok ? decodeText(bytes.value) : bytes;
}

/** Decodes UTF-8 strictly. What is not UTF-8 is refused with the line and value of the first wrong byte. */
export function decodeText(bytes: Uint8Array): ReadResult<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const at = firstInvalidByte(bytes);
    const line = countLines(bytes, at);
    const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase();
    return { ok: false, reason: `is not UTF-8 text: byte 0x${byte} at offset ${at}, line ${line}` };
  }
}

/**
 * Offset of the first byte that no UTF-8 text holds there (Unicode 15, table 3-7); the length where there is none.
 */
export function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

/** Length of the well-formed sequence at an offset, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf
      ? 2
      : first >= 0xe0 && first <= 0xef
        ? 3
        : first >= 0xf0 && first <= 0xf4
          ? 4
          : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let index = at + 2; index < at + length; index += 1) {
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function countLines(bytes: Uint8Array, until: number): number {
  let lines = 1;
  for (let index = 0; index < until; index += 1) if (bytes[index] === 0x0a) lines += 1;
  return lines;
}

/** A number of bytes for people: `25 MiB`. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MiB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KiB` : `${bytes} bytes`;
}
