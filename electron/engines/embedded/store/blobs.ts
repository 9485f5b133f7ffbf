import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../../../shared/errors';
import { writeWhole } from './atomic';
import type { Digest } from './digest';
import { digestOf, isDigest } from './digest';
import { hexOf } from '../../../shared/engine/digest';

/** Blobs by their digests, as an OCI image layout keeps them (OCI image-spec, image-layout.md). */
export class Blobs {
  readonly #folder: string;

  /** `folder` is the layout's; blobs lie in `blobs/sha256` of it. */
  constructor(folder: string) {
    this.#folder = join(folder, 'blobs/sha256');
  }

  path(digest: Digest): string {
    if (!isDigest(digest)) throw damaged(digest, 'its name is no digest');
    return join(this.#folder, hexOf(digest));
  }

  async has(digest: Digest): Promise<boolean> {
    return (await this.size(digest)) !== undefined;
  }

  /** Bytes; undefined for a blob that is not there. */
  async size(digest: Digest): Promise<number | undefined> {
    const status = await stat(this.path(digest)).catch(() => undefined); // not there
    return status?.size;
  }

  /** Keeps the bytes and gives their digest. Bytes that are there already are not written again. */
  async put(content: Uint8Array | string, digest: Digest = digestOf(content)): Promise<Digest> {
    if ((await this.size(digest)) !== Buffer.byteLength(content))
      await writeWhole(this.path(digest), content);
    return digest;
  }

  /** The bytes of a blob. Throws `storage` when it is missing or is not what its name says; the damaged one is removed. */
  async read(digest: Digest): Promise<Buffer> {
    const content = await readFile(this.path(digest)).catch((cause: unknown) => {
      throw damaged(digest, cause instanceof Error ? cause.message : String(cause));
    });
    if (digestOf(content) === digest) return content;
    await this.remove(digest); // a build that makes the same content writes it anew
    throw damaged(digest, 'its content is not what its name says');
  }

  async readJson(digest: Digest): Promise<unknown> {
    return JSON.parse((await this.read(digest)).toString('utf8'));
  }

  async remove(digest: Digest): Promise<void> {
    await rm(this.path(digest), { force: true });
  }

  /** Every blob with its size and age. What is no blob, such as a file half written, is left out. */
  async list(): Promise<readonly { digest: Digest; bytes: number; changed: number }[]> {
    const names = await readdir(this.#folder).catch(() => [] as string[]); // an empty store has no folder yet
    const blobs = await Promise.all(
      names.map(async (name) => {
        const digest = `sha256:${name}`;
        const status = isDigest(digest)
          ? await stat(join(this.#folder, name)).catch(() => undefined)
          : undefined;
        return status ? [{ digest, bytes: status.size, changed: status.mtimeMs }] : [];
      }),
    );
    return blobs.flat();
  }
}

function damaged(digest: string, why: string): DrydockError {
  return new DrydockError({
    kind: 'storage',
    message: `A part of an image in Drydock's own store cannot be read: ${digest.slice(0, 19)}.`,
    remedy: 'Build the image again; if that fails too, reset the embedded engine in the settings.',
    details: `${digest}: ${why}`,
  });
}
