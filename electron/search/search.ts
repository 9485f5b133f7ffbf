import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Options, SearchResult } from 'minisearch';
import type MiniSearch from 'minisearch';
import type { LoadedCourse, LoadedLesson } from '../courses';
import type { LabKey, SearchHit } from '../shared/course/model';
import { inTimeSlices } from '../time-slice';
import type { SourceFile } from '../workspaces';
import { type SearchDocument, documentsOf } from './documents';
import { excerptOf } from './excerpt';

/** Where the index gets the first files of labs from. */
export type StartFiles = (lab: LabKey) => Promise<readonly SourceFile[]>;

/** Hits that are worth showing. */
const maxHits = 50;

const indexOptions: Options<SearchDocument> = {
  fields: ['title', 'text'],
  storeFields: [],
  tokenize: (text) => text.split(/[^\p{L}\p{N}_]+/u).filter((word) => word !== ''),
};

/** Full-text search over lessons, slides, quiz prompts, steps and the first files of labs. */
export class Search {
  readonly #startFiles: StartFiles;
  /** Made with the first update, which nobody waits for at the start; nothing is found before. */
  #index: MiniSearch<SearchDocument> | null = null;
  readonly #documents = new Map<string, SearchDocument>();
  /** What of each lesson is in the index, and the lesson it was made from. */
  #indexed = new Map<
    string,
    { readonly course: LoadedCourse; readonly lesson: LoadedLesson; readonly ids: readonly string[] }
  >();
  #updating: Promise<void> = Promise.resolve();

  constructor(startFiles: StartFiles) {
    this.#startFiles = startFiles;
  }

  /** Brings the index up to date: only lessons that are new, gone or were read again are touched. */
  update(courses: readonly LoadedCourse[]): Promise<void> {
    this.#updating = this.#updating.then(() => this.#updateNow(courses));
    return this.#updating;
  }

  /**
   * Finds what has all words of the text, or words that begin with them, best first. Where nothing has: small
   * misspellings of all of them; and where that finds nothing either, any of them.
   */
  query(text: string): readonly SearchHit[] {
    const options = {
      prefix: (word: string) => word.length > 1,
      boost: { title: 3 },
      combineWith: 'AND',
    } as const;
    const fuzzy = (word: string): number | false => (word.length > 4 ? 0.2 : false);
    for (const more of [{}, { fuzzy }, { combineWith: 'OR' as const }]) {
      const found = this.#index?.search(text, { ...options, ...more });
      if (found && found.length > 0) return found.slice(0, maxHits).flatMap((result) => this.#hit(result));
    }
    return [];
  }

  /** Empties the index. */
  close(): void {
    this.#index?.removeAll();
    this.#documents.clear();
    this.#indexed.clear();
  }

  #hit(result: SearchResult): SearchHit[] {
    const document = this.#documents.get(String(result.id));
    if (document === undefined) return [];
    const { kind, lesson, title, context, item, target } = document;
    return [{ kind, lesson, title, context, item, target, ...excerptOf(document.text, result.terms) }];
  }

  async #updateNow(courses: readonly LoadedCourse[]): Promise<void> {
    const index = (this.#index ??= new (await import('minisearch')).default(indexOptions));
    const now = new Map(
      courses.flatMap((course) => course.lessons.map((lesson) => [lesson.summary.key, { course, lesson }])),
    );
    for (const [key, { lesson, ids }] of this.#indexed) {
      if (now.get(key as LoadedLesson['summary']['key'])?.lesson === lesson) continue;
      for (const id of ids) {
        index.discard(id);
        this.#documents.delete(id);
      }
      this.#indexed.delete(key);
    }
    for (const [key, { course, lesson }] of now) {
      if (this.#indexed.has(key)) continue;
      await nextTurn(); // so that a large library does not hold up the window
      const documents = documentsOf(course, lesson, await this.#filesOf(lesson));
      const pause = inTimeSlices(); // a deck may have any number of slides
      for (const document of documents) {
        index.add(document);
        this.#documents.set(document.id, document);
        await pause();
      }
      this.#indexed.set(key, { course, lesson, ids: documents.map((document) => document.id) });
    }
  }

  async #filesOf(lesson: LoadedLesson): Promise<ReadonlyMap<string, readonly SourceFile[]>> {
    const files = new Map<string, readonly SourceFile[]>();
    for (const { content } of lesson.labs) {
      // Files that cannot be read are told of where the lab is opened; the rest of the lesson can still be found.
      files.set(content.id, await this.#startFiles(content.key).catch(() => []));
    }
    return files;
  }
}
