import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack as createPack } from 'tar-stream';
import type { BuildContext, ContextEntry } from './collect';

/**
 * Packs a context as a tar stream. Owner and group are 0, as Docker's command sends them. `hash` is known when the
 * stream has ended; it covers paths, types, modes and content, not times, which do not count for the build cache.
 */
export function packContext(context: BuildContext): { stream: Readable; hash: Promise<string> } {
  const pack = createPack();
  const hash = fill(pack, context).catch((thrown: unknown) => {
    pack.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    throw thrown;
  });
  hash.catch(() => undefined); // reported through the stream, for a caller that only reads that
  return { stream: Readable.from(pack), hash };
}

/** The hash that {@link packContext} gives, of the files as they are now. */
export async function hashContext(context: BuildContext): Promise<string> {
  const hash = createHash('sha256');
  for (const entry of context.entries) {
    hash.update(headOf(entry));
    if (entry.type !== 'file' || entry.size === 0) continue;
    const source = createReadStream(join(context.folder, entry.path), { end: entry.size - 1 });
    for await (const chunk of source) hash.update(chunk as Buffer);
  }
  return digestOf(hash);
}

/** What counts of an entry besides its content. */
function headOf(entry: ContextEntry): string {
  return `${entry.type}\0${entry.path}\0${entry.mode}\0${entry.linkTarget ?? ''}\0`;
}

function digestOf(hash: Hash): string {
  return `sha256:${hash.digest('hex')}`;
}

async function fill(pack: Pack, context: BuildContext): Promise<string> {
  const hash = createHash('sha256');
  for (const entry of context.entries) {
    hash.update(headOf(entry));
    const header = {
      name: entry.path,
      type: entry.type,
      mode: entry.mode,
      mtime: entry.modified,
      uid: 0,
      gid: 0,
      ...(entry.linkTarget !== undefined && { linkname: entry.linkTarget }),
    };
    if (entry.type !== 'file') {
      pack.entry(header);
      continue;
    }
    if (entry.size === 0) {
      pack.entry(header, '');
      continue;
    }
    // A file that grows while it is sent is cut where it ended when it was listed: a tar names sizes in advance.
    const source = createReadStream(join(context.folder, entry.path), { end: entry.size - 1 });
    source.on('data', (chunk) => hash.update(chunk));
    await pipeline(source, pack.entry({ ...header, size: entry.size }) as unknown as NodeJS.WritableStream);
  }
  pack.finalize();
  return digestOf(hash);
}
