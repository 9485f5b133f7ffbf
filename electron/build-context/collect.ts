import type { Stats } from 'node:fs';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { ParentMatches } from '../shared/dockerfile/dockerignore';
import { dockerignoreFor, IgnoreMatcher, IgnorePatternError } from '../shared/dockerfile/dockerignore';
import { DrydockError } from '../shared/errors';

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
 * Lists what is sent to an engine: the folder without what `.dockerignore` leaves out. The Dockerfile is always
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
    .filter(({ bytes }, at) => at === 0 || bytes * 100 >= context.bytes) // what is small makes nothing large
    .slice(0, count);
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
