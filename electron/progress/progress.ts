import { randomUUID } from 'node:crypto';
import { completionFacts } from '../shared/course/completion';
import type { CourseSummary } from '../shared/course/model';
import type { ProgressEvent, ProgressFact } from '../shared/progress/events';
import { exportCsv, exportJson, parseExport } from '../shared/progress/export';
import { mergeEvents } from '../shared/progress/merge';
import { isNews } from '../shared/progress/news';
import { reduceAll } from '../shared/progress/reduce';
import type { JournalHealth, ProgressState } from '../shared/progress/state';
import { CommitQueue } from './commit-queue';
import { Journal } from './journal';

/** What the progress service needs. */
export interface ProgressOptions {
  /** Folder for the journal and what belongs to it, `<profile>/progress`. */
  readonly folder: string;
  /** The courses in the library now, to tell when a lesson or course is completed. */
  readonly courses: () => readonly CourseSummary[];
  /** Milliseconds until saving is tried again by itself after a failure. */
  readonly retryAfter?: number;
}

/** A snapshot is worth writing after this many events. */
const eventsPerSnapshot = 200;

/**
 * What the learner did, kept. `record` resolves when the facts are on the disk; when it rejects (full disk, read-only
 * profile, a second instance) they are kept in memory, count in `state`, and are written as soon as that is possible.
 */
export class Progress {
  readonly #journal: Journal;
  readonly #courses: () => readonly CourseSummary[];
  readonly #queue: CommitQueue<ProgressEvent>;
  readonly #listeners = new Set<(state: ProgressState, health: JournalHealth) => void>();
  #state: ProgressState;
  #sinceSnapshot = 0;

  private constructor(journal: Journal, state: ProgressState, options: ProgressOptions) {
    this.#journal = journal;
    this.#state = state;
    this.#courses = options.courses;
    this.#queue = new CommitQueue((events) => this.#write(events), options.retryAfter ?? 5000);
  }

  /** Opens the journal and recovers what an interrupted run left. @throws DrydockError when it is there and cannot be read. */
  static async open(options: ProgressOptions): Promise<Progress> {
    const { journal, state } = await Journal.open(options.folder);
    return new Progress(journal, state, options);
  }

  /** Everything that was recorded, added up. */
  state(): ProgressState {
    return this.#state;
  }

  /** How the journal is: what recovery found, and why saving does not work, if so. */
  health(): JournalHealth {
    return this.#journal.health;
  }

  /** Calls `listener` after each change of state or health until the returned function is called. */
  onChange(listener: (state: ProgressState, health: JournalHealth) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Records facts, and that lessons or courses are completed by them. What is known already is not written again.
   *
   * @throws DrydockError `storage` when they could not be written yet. They are kept: do not record them again.
   */
  async record(facts: readonly ProgressFact[]): Promise<void> {
    const at = new Date().toISOString();
    const events: ProgressEvent[] = [];
    const accept = (fact: ProgressFact): void => {
      if (!isNews(this.#state, fact)) return;
      const event: ProgressEvent = { v: 1, id: randomUUID(), at, fact };
      events.push(event);
      this.#state = reduceAll([event], this.#state);
    };
    for (const fact of facts) accept(fact);
    for (const fact of completionFacts(this.#courses(), this.#state)) accept(fact);
    if (events.length > 0) await this.#commit(events);
  }

  /** The journal for another machine or for a teacher. What is not on the disk yet is in it too. */
  async export(format: 'json' | 'csv'): Promise<string> {
    if (format === 'csv') return exportCsv(this.#state);
    return exportJson(await this.#allEvents(), new Date());
  }

  /**
   * Adds the events of an exported document that do not count here yet.
   *
   * @throws DrydockError `invalid-input` when the text is no export, `storage` as {@link record} does.
   */
  async import(text: string): Promise<{ readonly added: number; readonly known: number }> {
    const { events } = parseExport(text);
    const { added, known } = mergeEvents(await this.#allEvents(), events);
    if (added.length > 0) {
      this.#state = reduceAll(added, this.#state);
      await this.#commit(added);
    }
    return { added: added.length, known };
  }

  /** Begins anew with everything or with one lesson (`course/lesson`). Nothing is deleted from the journal. */
  async reset(scope: string): Promise<void> {
    await this.record([{ kind: 'progress-reset', scope }]);
  }

  /** Saves what is not saved yet, if that is possible, and gives the journal up. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#cache();
    await this.#journal.close();
    this.#listeners.clear();
  }

  async #commit(events: readonly ProgressEvent[]): Promise<void> {
    try {
      await this.#queue.add(events);
      this.#sinceSnapshot += events.length;
      if (this.#sinceSnapshot >= eventsPerSnapshot) await this.#cache();
    } finally {
      this.#tell();
    }
  }

  async #write(events: readonly ProgressEvent[]): Promise<void> {
    const before = this.#journal.health;
    try {
      await this.#journal.write(events, (onDisk) => {
        this.#state = reduceAll(this.#queue.pending, onDisk);
      });
    } finally {
      if (before.readOnlyReason !== this.#journal.health.readOnlyReason) this.#tell();
    }
  }

  async #cache(): Promise<void> {
    if (!this.#queue.idle) return;
    this.#sinceSnapshot = 0;
    await this.#journal.cache(this.#state);
  }

  async #allEvents(): Promise<readonly ProgressEvent[]> {
    return [...(await this.#journal.events()), ...this.#queue.pending];
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#state, this.#journal.health);
  }
}
