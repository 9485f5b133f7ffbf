import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type {
  CourseSummary,
  CourseGlossary,
  LabContent,
  LabKey,
  LessonContent,
  LessonKey,
} from '../shared/course/model';
import type { Variables } from '../shared/course/variables';
import { DrydockError } from '../shared/errors';
import { isInside } from '../storage/contained-path';
import { storageError } from '../storage/storage-error';
import type { LabSource, SourceFile } from '../workspaces/source';
import { CourseCache, type CourseCacheOptions, fingerprintOf } from './course-cache';
import { CourseFolder } from './course-folder';
import type { DeckPlace } from './deck-source';
import type { LoadedCourse } from './loaded';
import { Shelf } from './shelf';
import type { CourseWatcher } from './watch';

/** What the catalogue needs. */
export interface CatalogueOptions {
  /** Folder whose folders are the courses that come with the app. */
  readonly shipped: string;
  /** Where archives are unpacked, `<profile>/courses`. */
  readonly archives: string;
  /** Folders that were opened in earlier runs. */
  readonly opened: readonly string[];
  /** Called with the folders to open in the next run. */
  readonly remember: (folders: readonly string[]) => void | Promise<void>;
  /** Where to keep what was read for the next start; null for nowhere. */
  readonly cache: CourseCacheOptions | null;
}

/** The courses in the library: shipped ones, opened folders and unpacked archives. */
export class Catalogue implements LabSource {
  readonly #options: CatalogueOptions;
  readonly #shelf = new Shelf();
  readonly #cache: CourseCache;
  /** By folder: the state it was in when it was read. */
  readonly #fingerprints = new Map<string, string | null>();
  readonly #watchers = new Map<string, CourseWatcher>();
  /** Loaded when there is something to watch; null while nothing is watched. */
  #watcher: typeof CourseWatcher | null = null;
  readonly #listeners = new Set<(courses: readonly CourseSummary[]) => void>();

  private constructor(options: CatalogueOptions) {
    this.#options = options;
    this.#cache = new CourseCache(options.cache);
  }

  /** Reads all courses. Never throws for what is wrong in one: its problems tell. */
  static async open(options: CatalogueOptions): Promise<Catalogue> {
    const catalogue = new Catalogue(options);
    const shipped = await shippedFolders(options.shipped);
    const [ours, theirs] = await Promise.all([
      Promise.all(shipped.map((folder) => catalogue.#readShipped(folder))),
      Promise.all(options.opened.map((folder) => catalogue.#read(folder, catalogue.#originOf(folder)))),
    ]);
    for (const course of [...ours, ...theirs]) {
      if (catalogue.#shelf.find(course.summary.id) === undefined) catalogue.#shelf.add(course);
    }
    return catalogue;
  }

  /** All courses, shipped ones first. */
  list(): readonly CourseSummary[] {
    return this.#shelf.courses.map((course) => course.summary);
  }

  /** All courses with their texts, for the search. */
  loaded(): readonly LoadedCourse[] {
    return this.#shelf.courses;
  }

  /** The words that the courses explain, those of shipped courses first. */
  glossaries(): readonly CourseGlossary[] {
    return this.#shelf.courses.map((course) => course.glossary);
  }

  /** Real path of a course's folder, null for an unknown id. */
  folder(course: string): string | null {
    return this.#shelf.find(course)?.summary.folder ?? null;
  }

  /** Everything a lesson view needs. @throws DrydockError `not-found`. */
  lesson(key: LessonKey, slide = ''): LessonContent {
    return this.#shelf.lesson(key, slide);
  }

  /** Where a lesson's deck is. @throws DrydockError `not-found`. */
  deckPlace(key: LessonKey): DeckPlace {
    return this.#shelf.deckPlace(key);
  }

  /** One lab with its steps. @throws DrydockError `not-found`. */
  lab(key: LabKey): LabContent {
    return this.#shelf.lab(key).lab.content;
  }

  async labFiles(key: LabKey, folder: 'start' | 'solution'): Promise<readonly SourceFile[]> {
    return this.labFolderFiles(key, folder);
  }

  /** The files of any folder of a lab: also a further solution or a wrong one. @throws DrydockError `not-found`, `invalid-course`. */
  async labFolderFiles(key: LabKey, folder: string): Promise<readonly SourceFile[]> {
    const { course, lab } = this.#shelf.lab(key);
    // Only the lab's part: the index asks for every lab, and looking through a whole course each time adds up.
    const scanned = await CourseFolder.scan(course.summary.folder, lab.folder).catch((error: unknown) => {
      throw storageError(error, `open the course in ${course.summary.folder}`);
    });
    const { readLabFiles } = await import('./read-lab');
    const { files, problems } = await readLabFiles(scanned, `${lab.folder}/${folder}`);
    const [problem] = problems;
    if (problem === undefined) return files;
    throw new DrydockError({
      kind: 'invalid-course',
      message: `The files of this lab cannot be used: ${problem.file}: ${problem.message}.`,
      where: { file: problem.file },
    });
  }

  /** What is drawn for each attempt at a lab. */
  labVariables(key: LabKey): Variables {
    return this.#shelf.findLab(key)?.lab.content.file.variables ?? {};
  }

  labOpens(key: LabKey): string | undefined {
    return this.#shelf.findLab(key)?.lab.content.file.open;
  }

  /**
   * Opens a folder or zip and adds it to the library. A course that is there already, from the same place or as an
   * older archive, is replaced.
   *
   * @throws DrydockError `invalid-course`, `not-found` or `storage` when it cannot be opened; `conflict` when its id is that of a shipped course.
   */
  async add(path: string): Promise<CourseSummary> {
    const found = await stat(path).catch((error: unknown) => {
      throw storageError(error, `open ${path}`, path);
    });
    const folder = found.isDirectory()
      ? await realpath(path)
      : await (await import('./archive')).unpackCourse(path, this.#options.archives);
    const known = this.#shelf.from(folder);
    if (known?.summary.origin === 'shipped') return known.summary;
    if (!(await isThere(join(folder, 'course.yaml')))) {
      throw new DrydockError({
        kind: 'invalid-course',
        message: `${path} is not a course: it has no course.yaml.`,
        remedy: 'Choose the folder that holds course.yaml.',
        where: { file: path },
      });
    }
    const course = await this.#read(folder, this.#originOf(folder));
    const { id } = course.summary;
    const other = this.#shelf.find(id);
    if (other?.summary.origin === 'shipped') {
      throw new DrydockError({
        kind: 'conflict',
        message: `A course with the id "${id}" comes with the app, so ${path} was not opened.`,
        remedy: 'Give it an id of its own in its course.yaml.',
      });
    }
    if (other !== undefined) await this.#drop(other);
    if (known !== undefined && known !== other) await this.#drop(known);
    this.#add(course);
    await this.#changed();
    return course.summary;
  }

  /** Takes an opened course out of the library; nothing on the disk is deleted. @throws DrydockError `refused` for a shipped one. */
  async remove(id: string): Promise<void> {
    const course = this.#shelf.course(id);
    if (course.summary.origin === 'shipped') {
      throw new DrydockError({
        kind: 'refused',
        message: 'A course that comes with the app stays in the library.',
      });
    }
    await this.#drop(course);
    await this.#changed();
  }

  /** Calls `listener` when a course was added, removed or changed on the disk, until the returned function is called. */
  onChange(listener: (courses: readonly CourseSummary[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * What can wait until the library is shown: keeps what was read for the next start, and notices changes on the disk
   * from now on, and those that were made since the courses were read.
   */
  async settle(): Promise<void> {
    this.#watcher = (await import('./watch')).CourseWatcher;
    for (const { summary } of this.#shelf.courses) this.#watch(summary.folder);
    await this.#cache.save();
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.ready()));
  }

  /** Stops watching, and keeps what was read if that was not done yet. */
  async close(): Promise<void> {
    this.#watcher = null;
    await this.#cache.save();
    this.#listeners.clear();
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
    this.#watchers.clear();
  }

  #add(course: LoadedCourse): void {
    this.#shelf.add(course);
    this.#watch(course.summary.folder);
  }

  /** What came with the app is shown as it was last; `settle` compares it with the disk. */
  async #readShipped(folder: string): Promise<LoadedCourse> {
    const last = await this.#cache.last(folder, 'shipped');
    if (last === null) return this.#read(folder, 'shipped');
    this.#fingerprints.set(last.course.summary.folder, last.fingerprint);
    return last.course;
  }

  async #read(folder: string, origin: CourseSummary['origin']): Promise<LoadedCourse> {
    const { course, fingerprint } = await this.#cache.read(folder, origin);
    this.#fingerprints.set(course.summary.folder, fingerprint);
    return course;
  }

  /** A change between the reading and the moment from which changes are noticed is found by comparing. */
  #watch(folder: string): void {
    if (this.#watcher === null) return;
    const watcher = new this.#watcher(folder, () => this.#reload(folder));
    this.#watchers.set(folder, watcher);
    void watcher.ready().then(async () => {
      if ((await fingerprintOf(folder)) !== this.#fingerprints.get(folder)) watcher.tell();
    });
  }

  async #drop(course: LoadedCourse): Promise<void> {
    this.#shelf.remove(course);
    const { folder } = course.summary;
    const watcher = this.#watchers.get(folder);
    this.#watchers.delete(folder);
    await watcher?.close();
  }

  async #reload(folder: string): Promise<void> {
    const before = this.#shelf.from(folder);
    if (before === undefined) return;
    this.#shelf.replace(await this.#read(folder, before.summary.origin));
    for (const listener of this.#listeners) listener(this.list());
  }

  async #changed(): Promise<void> {
    const opened = this.#shelf.courses.filter((course) => course.summary.origin !== 'shipped');
    await this.#options.remember(opened.map((course) => course.summary.folder));
    for (const listener of this.#listeners) listener(this.list());
  }

  #originOf(folder: string): 'folder' | 'archive' {
    return isInside(resolve(this.#options.archives), resolve(folder)) ? 'archive' : 'folder';
  }
}

async function shippedFolders(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((error: unknown) => {
    throw storageError(error, `read the shipped courses in ${root}`, root);
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(root, entry.name))
    .sort();
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false, // what else may be wrong with it is told when it is read
  );
