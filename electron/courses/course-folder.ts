import { createHash } from 'node:crypto';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../shared/errors';
import type { Problem } from '../shared/problem';
import { resolveInside } from '../storage/contained-path';
import { type ReadResult, decodeText, readBytes } from '../storage/read-text';
import { storageReason } from '../storage/storage-error';
import { limits } from './limits';

/** What tells one state of a folder from another without reading its files. */
export interface Fingerprint {
  readonly key: string;
  /** Time of the latest change in it, in milliseconds since 1970. */
  readonly newest: number;
}

/** A course folder as found on the disk: what is in it, and reading that never leaves it. */
export class CourseFolder {
  /** Real path of the folder. */
  readonly root: string;
  /** Paths of all files, relative, with forward slashes; links count as files. */
  readonly files: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
  /** What is wrong with the folder as a whole, and links that lead out of it. */
  readonly problems: readonly Problem[];

  private constructor(root: string, listing: Listing) {
    this.root = root;
    this.files = listing.files;
    this.folders = listing.folders;
    this.problems = listing.problems;
  }

  /**
   * Looks through a folder, or only through a part of it.
   * @throws The system's error when it cannot be read at all; DrydockError `refused` for a part that leads out.
   */
  static async scan(path: string, part = ''): Promise<CourseFolder> {
    const root = await realpath(path);
    if (part !== '') await resolveInside(root, part);
    return new CourseFolder(root, await list(root, part));
  }

  /**
   * Names, kinds, sizes, times and inodes of all that was found, and of what its links lead to. Taken before the files
   * are read, it never belongs to a later state than what was read of them.
   */
  async fingerprint(): Promise<Fingerprint> {
    const paths = ['', ...this.folders, ...this.files].sort();
    const marks = await Promise.all(paths.map((path) => markOf(join(this.root, path))));
    const hash = createHash('sha256');
    paths.forEach((path, index) => hash.update(`${path}\0${marks[index]?.text ?? ''}\0`));
    return { key: hash.digest('hex'), newest: Math.max(...marks.map((mark) => mark.newest)) };
  }

  /** Whether a file or folder is there. */
  has(path: string): boolean {
    return this.files.has(path) || this.folders.has(path);
  }

  /** Reads a file of at most `limit` bytes; what hinders is half a sentence. */
  async bytes(path: string, limit: number): Promise<ReadResult<Buffer>> {
    try {
      return await readBytes(await resolveInside(this.root, path), limit);
    } catch (error) {
      if (!(error instanceof DrydockError)) throw error;
      const out = error.data.kind === 'refused';
      const reason = out ? 'leads out of the course folder' : `cannot be read: ${storageReason(error.cause)}`;
      return { ok: false, reason };
    }
  }

  /** Whether its owner may run a file. Always false on Windows, which has no such mark. */
  async isExecutable(path: string): Promise<boolean> {
    const found = await stat(await resolveInside(this.root, path));
    return process.platform !== 'win32' && (found.mode & 0o100) !== 0;
  }

  /** Reads a text, or gives the problem that hinders. */
  async text(
    path: string,
    limit: number,
  ): Promise<{ readonly text: string } | { readonly problem: Problem }> {
    const bytes = await this.bytes(path, limit);
    const text = bytes.ok ? decodeText(bytes.value) : bytes;
    if (text.ok) return { text: text.value };
    const line = /, line (\d+)$/.exec(text.reason)?.[1];
    const where = { file: path, ...(line !== undefined && { line: Number(line) }) };
    return { problem: { severity: 'error', ...where, message: `this file ${text.reason}` } };
  }
}

interface Mark {
  readonly text: string;
  readonly newest: number;
}

async function markOf(path: string): Promise<Mark> {
  const entry = await lstat(path).catch(() => null);
  const target = entry?.isSymbolicLink() ? await stat(path).catch(() => null) : null;
  const found = [entry, target].flatMap((one) => one ?? []);
  return {
    text: found
      .map(({ mode, size, mtimeMs, ctimeMs, ino }) => [mode, size, mtimeMs, ctimeMs, ino].join(' '))
      .join(),
    newest: Math.max(0, ...found.flatMap(({ mtimeMs, ctimeMs }) => [mtimeMs, ctimeMs])),
  };
}

interface Listing {
  readonly files: Set<string>;
  readonly folders: Set<string>;
  readonly problems: Problem[];
}

async function list(root: string, part: string): Promise<Listing> {
  const listing: Listing = { files: new Set(), folders: new Set(part === '' ? [] : [part]), problems: [] };
  const open = [part];
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    try {
      for await (const entry of await opendir(join(root, folder))) {
        if (listing.files.size + listing.folders.size >= limits.entries) {
          const message = `the folder has more than ${limits.entries} files and folders; the rest is not looked at`;
          listing.problems.push({ severity: 'warning', file: folder === '' ? '.' : folder, message });
          return listing;
        }
        if (entry.name === '.git' || entry.name === 'node_modules') continue;
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          listing.folders.add(path);
          if (path.split('/').length < limits.depth) open.push(path);
        } else if (entry.isSymbolicLink()) {
          await addLink(root, path, listing);
        } else {
          listing.files.add(path);
        }
      }
    } catch (error) {
      if (folder === part) throw error;
      const message = `this folder cannot be read: ${storageReason(error)}`;
      listing.problems.push({ severity: 'error', file: folder, message });
    }
  }
  return listing;
}

/** A link to a file of the course is that file; every other link is told of and left alone. */
async function addLink(root: string, path: string, listing: Listing): Promise<void> {
  try {
    await resolveInside(root, path);
    listing.files.add(path);
  } catch (error) {
    const refused = error instanceof DrydockError && error.data.kind === 'refused';
    const reason = refused ? 'it leads out of the course folder' : storageReason((error as Error).cause);
    listing.problems.push({
      severity: 'warning',
      file: path,
      message: `this link is not followed: ${reason}`,
    });
  }
}
