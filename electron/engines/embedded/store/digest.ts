import { createHash } from 'node:crypto';

/** `sha256:` and 64 hexadecimal digits: the name of a blob. */
export type Digest = string;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** The digest of bytes or of a text in UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** Whether the text is a digest, and so safe to become a path. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}
