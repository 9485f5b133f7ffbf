import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pack } from 'tar-stream';
import { pack as createPack } from 'tar-stream';
import type { ParentMatches } from '../../../shared/dockerfile/dockerignore';
import { dockerignoreFor, IgnoreMatcher, IgnorePatternError } from '../../../shared/dockerfile/dockerignore';
import { DrydockError } from '../../../shared/errors';

/** A file, folder or link of the build context. */
export interface ContextEntry {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink';
  readonly size: number;
  readonly mode: number;
  readonly modified: Date;
  readonly linkTarget?: string;
}

/** A build context as it will be sent. */
export interface BuildContext {
  readonly folder: string;
  readonly entries: readonly ContextEntry[];
  /** Regular files and links, and the bytes of the files. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Lists what is sent to the engine: the folder without what `.dockerignore` leaves out. The Dockerfile is always
 * sent. Sockets, devices and pipes are left out, as Docker's command does. Throws a DrydockError: `not-found` for a
 * missing folder, `invalid-input` for a bad pattern.
 */
export async function collectContext(folder: string, dockerfile: string): Promise<BuildContext> {
  const matcher = await readIgnore(folder, dockerfile);
  const entries: ContextEntry[] = [];
  const walk = async (inner: string, parent?: ParentMatches): Promise<void> => {
    for (const name of (await readFolder(join(folder, inner), folder)).sort()) {
      const path = inner ? `${inner}/${name}` : name;
      const stats = await lstat(join(folder, path));
      const { ignored, matches } = matcher.matchesIn(path, parent);
      const leftOut = ignored && path !== dockerfile && path !== '.dockerignore';
      if (!leftOut) {
        const entry = await contextEntry(folder, path, stats);
        if (entry) entries.push(entry);
      }
      if (!stats.isDirectory()) continue;
      if (!ignored || !matcher.canSkip(path) || dockerfile.startsWith(`${path}/`)) await walk(path, matches);
    }
  };
  await walk('');
  const files = entries.filter((entry) => entry.type !== 'directory');
  return { folder, entries, files: files.length, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

/** The largest top-level entries, for a context that is too large: `node_modules (1.9 GB)`. */
export function largestParts(context: BuildContext, count = 3): readonly { path: string; bytes: number }[] {
  const sizes = new Map<string, number>();
  for (const entry of context.entries) {
    const top = entry.path.split('/', 1)[0] ?? entry.path;
    sizes.set(top, (sizes.get(top) ?? 0) + entry.size);
  }
  return [...sizes]
    .map(([path, bytes]) => ({ path, bytes }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, count);
}

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

async function contextEntry(folder: string, path: string, stats: Stats): Promise<ContextEntry | undefined> {
  const mode = process.platform === 'win32' ? 0o755 : stats.mode & 0o7777;
  const common = { path, mode, modified: stats.mtime };
  if (stats.isDirectory()) return { ...common, type: 'directory', size: 0 };
  if (stats.isSymbolicLink()) {
    return { ...common, type: 'symlink', size: 0, linkTarget: await readlink(join(folder, path)) };
  }
  return stats.isFile() ? { ...common, type: 'file', size: stats.size } : undefined;
}

async function readFolder(path: string, context: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (cause) {
    throw new DrydockError(
      {
        kind: path === context ? 'not-found' : 'storage',
        message: `The folder ${path} cannot be read.`,
        remedy: 'Check that the folder exists and that you may read it.',
      },
      { cause },
    );
  }
}

async function readIgnore(folder: string, dockerfile: string): Promise<IgnoreMatcher> {
  const texts = new Map<string, string>();
  for (const path of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const text = await readFile(join(folder, path), 'utf8').catch(() => undefined); // most contexts have neither
    if (text !== undefined) texts.set(path, text);
  }
  const chosen = dockerignoreFor(dockerfile, (path) => texts.has(path));
  try {
    return IgnoreMatcher.parse(chosen === undefined ? '' : (texts.get(chosen) ?? ''));
  } catch (cause) {
    if (!(cause instanceof IgnorePatternError)) throw cause;
    throw new DrydockError(
      {
        kind: 'invalid-input',
        message: `${chosen}: ${cause.message}`,
        remedy: 'Mend the pattern, or take the line out.',
        where: { file: chosen ?? '.dockerignore' },
      },
      { cause },
    );
  }
}
