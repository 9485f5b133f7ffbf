import { createHash } from 'node:crypto';
import { readFile, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CourseSummary } from '../shared/course/model';
import { atomicWrite } from '../storage/atomic-write';
import { CourseFolder, type Fingerprint } from './course-folder';
import type { LoadedCourse } from './loaded';

/** Where courses that were read are kept, so that the next start need not read them again. */
export interface CourseCacheOptions {
  /** A folder of its own, `<profile>/cache/courses`. */
  readonly folder: string;
  /** Tells apart the programs that read courses: what another one kept is not used. */
  readonly build: string;
}

/** A course, and the state of its folder that it was read from. */
export interface CourseReading {
  readonly course: LoadedCourse;
  /** Null where the folder could not be looked through. */
  readonly fingerprint: string | null;
}

/**
 * What a file of the cache holds. It is only believed when the first four are what they are now; the same build wrote
 * it then, as a whole, so that the course in it has the shape it should.
 */
interface Kept {
  readonly build: string;
  readonly root: string;
  readonly origin: CourseSummary['origin'];
  readonly fingerprint: string;
  readonly course: LoadedCourse;
}

/**
 * Milliseconds that a folder must have been left alone before its reading is kept: two changes within one tick of a
 * file system's clock (2 s on FAT) cannot be told apart by their times.
 */
const settledAfter = 2000;

/** Reads courses, and keeps what was read for as long as nothing in their folders changes. */
export class CourseCache {
  readonly #options: CourseCacheOptions | null;
  readonly #waiting = new Map<string, Kept>();
  readonly #used = new Set<string>();
  #saving: Promise<void> = Promise.resolve();

  /** @param options null keeps nothing. */
  constructor(options: CourseCacheOptions | null) {
    this.#options = options;
  }

  /**
   * What was kept of a folder, without a look at whether it still is like that: for a course that comes with the app,
   * whose folder changes while its author works on it, and is compared as soon as the library is shown. Null where
   * nothing was kept.
   */
  async last(path: string, origin: CourseSummary['origin']): Promise<CourseReading | null> {
    const root = await realpath(path).catch(() => null);
    if (root === null) return null;
    const name = fileOf(root);
    const kept = await this.#kept(name, { root, origin });
    if (kept === null) return null;
    this.#used.add(name);
    return { course: kept.course, fingerprint: kept.fingerprint };
  }

  /** Reads a course folder. Never throws, as `readCourse`. */
  async read(path: string, origin: CourseSummary['origin']): Promise<CourseReading> {
    const begun = Date.now();
    let folder: CourseFolder;
    let state: Fingerprint;
    try {
      folder = await CourseFolder.scan(path);
      state = await folder.fingerprint();
    } catch (error) {
      const { unreadable } = await import('./read-course');
      return { course: unreadable(path, origin, error), fingerprint: null };
    }
    const fingerprint = state.key;
    const name = fileOf(folder.root);
    this.#used.add(name);
    const kept = await this.#kept(name, { root: folder.root, origin });
    if (kept?.fingerprint === fingerprint) return { course: kept.course, fingerprint };
    const { readScanned } = await import('./read-course'); // the parsers, which a start that finds all kept never loads
    const course = await readScanned(folder, origin);
    if (
      this.#options !== null &&
      begun - state.newest > settledAfter &&
      isSound(course) &&
      isOfUsualSize(course)
    ) {
      const { build } = this.#options;
      this.#waiting.set(name, { build, root: folder.root, origin, fingerprint, course });
    }
    return { course, fingerprint };
  }

  /** Writes down what was read, and forgets the folders that were not read in this run. Never throws. */
  save(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    if (this.#options === null || this.#waiting.size === 0) return;
    const { folder } = this.#options;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    try {
      for (const [name, kept] of waiting) await atomicWrite(join(folder, name), JSON.stringify(kept));
      const names = await readdir(folder);
      for (const name of names) if (!this.#used.has(name)) await rm(join(folder, name), { force: true });
    } catch {
      // Nothing is lost: the courses are read again at the next start.
    }
  }

  async #kept(name: string, now: Pick<Kept, 'root' | 'origin'>): Promise<Kept | null> {
    if (this.#options === null) return null;
    try {
      const kept = JSON.parse(await readFile(join(this.#options.folder, name), 'utf8')) as Kept;
      const { build } = this.#options;
      const same = kept.build === build && kept.root === now.root && kept.origin === now.origin;
      return same ? kept : null;
    } catch {
      return null; // not there yet, or not ours: the folder itself is read
    }
  }
}

/** The fingerprint of a folder now; null where it cannot be looked through. */
export async function fingerprintOf(path: string): Promise<string | null> {
  try {
    return (await (await CourseFolder.scan(path)).fingerprint()).key;
  } catch {
    return null;
  }
}

/** A reading that met an error is not kept: it may have been the disk's, and pass. */
function isSound({ summary }: LoadedCourse): boolean {
  const problems = [summary, ...summary.lessons].flatMap((part) => part.problems);
  return problems.every((problem) => problem.severity !== 'error');
}

/**
 * Characters of slides beyond which a course is read again at each start: writing it down in one piece would stop the
 * window, and reading it does not.
 */
const mostKept = 4_000_000;

function isOfUsualSize({ lessons }: LoadedCourse): boolean {
  return lessons.reduce((sum, { deck }) => sum + (deck?.source.length ?? 0), 0) < mostKept;
}

function fileOf(root: string): string {
  return `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`;
}
