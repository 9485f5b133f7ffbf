import type { Entry } from 'yauzl';
import { describeBytes } from '../storage/read-text';
import { archiveLimits } from './limits';

/** What an entry of an archive becomes on the disk. */
export interface PlannedEntry {
  /** Relative, with forward slashes, safe on every system. */
  readonly path: string;
  readonly executable: boolean;
  readonly entry: Entry;
}

/** The file type in Unix mode bits (stat(2)). */
const typeMask = 0o170000;
const regularFile = 0o100000;
const folder = 0o040000;
/** Bytes up to which growth is not judged: a page of blanks compresses a thousandfold. */
const smallEntry = 1024 * 1024;

/**
 * Looks at an archive's directory before anything is written. Collects the files to write; throws at the first entry
 * that no honest course has.
 */
export class ZipPlan {
  readonly #files: PlannedEntry[] = [];
  /** Names in lower case and one Unicode form, as a file system may see them, with what they are. */
  readonly #names = new Map<string, 'file' | 'folder'>();
  #total = 0;
  #count = 0;

  get files(): readonly PlannedEntry[] {
    return this.#files;
  }

  /** @throws An Error with half a sentence that says what is wrong with the entry. */
  add(entry: Entry): void {
    this.#count += 1;
    if (this.#count > archiveLimits.entries)
      throw new Error(`has more than ${archiveLimits.entries} entries`);
    const isFolder = entry.fileName.endsWith('/');
    const path = entry.fileName.replace(/\/$/, '');
    const unsafe = unsafeName(path);
    if (unsafe !== null) throw new Error(`has an entry ${JSON.stringify(path.slice(0, 100))} ${unsafe}`);
    const mode = (entry.externalFileAttributes >>> 16) & 0xffff;
    const type = mode & typeMask;
    if (type !== 0 && type !== (isFolder ? folder : regularFile)) {
      throw new Error(`has a link or special file ${path}; expected files and folders`);
    }
    this.#claim(path, isFolder ? 'folder' : 'file');
    if (isFolder || isJunk(path)) return;
    this.#checkSize(entry, path);
    this.#files.push({ path, executable: (mode & 0o100) !== 0, entry });
  }

  #checkSize(entry: Entry, path: string): void {
    const { uncompressedSize: size, compressedSize } = entry;
    if (entry.isEncrypted()) throw new Error(`has an encrypted entry ${path}`);
    if (![0, 8].includes(entry.compressionMethod)) throw new Error(`compresses ${path} in an unknown way`);
    if (size > archiveLimits.entry) throw new Error(`has an entry ${path} of ${describeBytes(size)}`);
    if (size > smallEntry && size > compressedSize * archiveLimits.ratio) {
      throw new Error(`has an entry ${path} that grows more than ${archiveLimits.ratio} times`);
    }
    this.#total += size;
    if (this.#total > archiveLimits.total)
      throw new Error(`holds more than ${describeBytes(archiveLimits.total)}`);
  }

  /** Every name once, and none both a file and a folder: on a case-blind file system one would replace the other. */
  #claim(path: string, kind: 'file' | 'folder'): void {
    const parts = path.normalize('NFC').toLowerCase().split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const name = parts.slice(0, length).join('/');
      const wanted = length === parts.length ? kind : 'folder';
      const there = this.#names.get(name);
      if (there !== undefined && (there === 'file' || wanted === 'file')) {
        throw new Error(`has two entries named ${path}`);
      }
      this.#names.set(name, wanted);
    }
  }
}

/** Why a name must not be written, or null. What is refused is refused on every system, so that a course works on all. */
export function unsafeName(path: string): string | null {
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'with an absolute path';
  if (path.length > 400) return 'with too long a name';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\\:*?"<>|\u0000-\u001f\u007f]/.test(path))
    return 'with a character that not every system has in names';
  for (const part of path.split('/')) {
    if (part === '..') return 'that leads out of the archive';
    if (part === '' || part === '.') return 'with an empty part in its path';
    if (/[. ]$/.test(part)) return 'with a name that ends in a dot or blank';
    if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part))
      return 'with a name that Windows keeps for devices';
  }
  return null;
}

const isJunk = (path: string): boolean => /^__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db)$/.test(path);
