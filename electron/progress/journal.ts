import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../shared/errors';
import type { ProgressEvent } from '../shared/progress/events';
import { formatLine } from '../shared/progress/lines';
import { emptyProgress, reduceAll } from '../shared/progress/reduce';
import type { JournalHealth, ProgressState } from '../shared/progress/state';
import { atomicWrite } from '../storage/atomic-write';
import { storageError } from '../storage/storage-error';
import { WriterLock } from '../storage/writer-lock';
import { JournalFile, readIfThere } from './journal-file';
import { recover } from './recover';
import { readSnapshot, writeSnapshot } from './snapshot';

/** What a journal added up to when it was read. */
export interface JournalContent {
  readonly state: ProgressState;
  readonly health: JournalHealth;
}

/**
 * The durable journal of one profile: `journal.jsonl` (append-only, the truth), `snapshot.json` (a cache) and
 * `writer.lock` in one folder. One process writes; any other reads, and takes over when the writer is gone.
 */
export class Journal {
  readonly #folder: string;
  #lock: WriterLock | null = null;
  #file: JournalFile;
  #hash = createHash('sha256');
  #health: JournalHealth = {
    events: 0,
    tornBytes: 0,
    setAside: null,
    lostLines: 0,
    readOnlyReason: null,
  };

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = JournalFile.at(this.path, 0, false);
  }

  /** Opens the journal below `folder`, made if it is not there. Never throws for what a full or read-only disk does: `health` tells. */
  static async open(folder: string): Promise<{ readonly journal: Journal; readonly state: ProgressState }> {
    const journal = new Journal(folder);
    const reason = await journal.#lockNow().catch((error: unknown) => storageError(error, savingProgress));
    const state = await journal.#load().catch((error: unknown) => {
      throw storageError(error, `read ${journal.path}`, journal.path);
    });
    if (reason !== null) journal.#setReadOnly(reason);
    return { journal, state };
  }

  get path(): string {
    return join(this.#folder, 'journal.jsonl');
  }

  get health(): JournalHealth {
    return this.#health;
  }

  /**
   * Appends events and returns when they are on the disk.
   *
   * @param onReload Called with the state on disk when another process wrote to the journal since it was read.
   * @throws DrydockError `storage`; nothing of `events` was then written, and `health` says why.
   */
  async write(events: readonly ProgressEvent[], onReload: (state: ProgressState) => void): Promise<void> {
    try {
      if (this.#lock === null) {
        const held = await this.#lockNow();
        if (held !== null) throw held;
        onReload(await this.#load());
      }
      const lines = events.map(formatLine).join('');
      await this.#file.append(lines);
      this.#hash.update(lines);
      this.#health = { ...this.#health, events: this.#health.events + events.length, readOnlyReason: null };
    } catch (error) {
      const reason = storageError(error, savingProgress, this.path);
      this.#setReadOnly(reason);
      throw reason;
    }
  }

  /** Every event in the journal, those that a reset took back too. */
  async events(): Promise<readonly ProgressEvent[]> {
    return recover(await readIfThere(this.path)).events;
  }

  /** Keeps a state that adds up exactly what is on the disk. A failure is no loss and is not reported. */
  async cache(state: ProgressState): Promise<void> {
    if (this.#lock === null || this.#health.readOnlyReason !== null) return;
    const journal = this.#hash.copy().digest('hex');
    const snapshot = { bytes: this.#file.length, journal, events: this.#health.events, state };
    await writeSnapshot(this.#snapshotPath, snapshot).catch(() => undefined);
  }

  /** Closes the file and lets another process write. */
  async close(): Promise<void> {
    await this.#file.close();
    await this.#lock?.release().catch(() => undefined); // a dead process's lock is taken over anyway
    this.#lock = null;
  }

  get #snapshotPath(): string {
    return join(this.#folder, 'snapshot.json');
  }

  /** Null when this process now is the writer, else why not. */
  async #lockNow(): Promise<DrydockError | null> {
    await mkdir(this.#folder, { recursive: true });
    const result = await WriterLock.acquire(join(this.#folder, 'writer.lock'));
    if ('lock' in result) {
      this.#lock = result.lock;
      return null;
    }
    return new DrydockError({
      kind: 'storage',
      message: `Another Drydock (process ${result.heldBy}) is using this profile, so progress is not saved here.`,
      remedy: 'Close the other one; this one then saves what it has kept.',
    });
  }

  async #load(): Promise<ProgressState> {
    const bytes = await readIfThere(this.path);
    const snapshot = await readSnapshot(this.#snapshotPath, bytes);
    const recovered = recover(bytes.subarray(snapshot?.bytes ?? 0));
    this.#health = {
      ...this.#health,
      events: (snapshot?.events ?? 0) + recovered.events.length,
      tornBytes: recovered.tornBytes,
      lostLines: recovered.lostLines,
    };
    let content = bytes.subarray(0, (snapshot?.bytes ?? 0) + recovered.wholeBytes);
    let tornBytes = recovered.tornBytes;
    if (recovered.lostLines > 0 && this.#lock !== null) {
      const before = bytes.subarray(0, snapshot?.bytes ?? 0);
      const mended = Buffer.concat([before, Buffer.from(recovered.goodLines.join(''))]);
      if (await this.#setAside(bytes, mended)) {
        content = mended;
        tornBytes = 0;
      }
    }
    this.#file = JournalFile.at(this.path, content.length, tornBytes > 0);
    this.#hash = createHash('sha256').update(content);
    return reduceAll(recovered.events, snapshot?.state ?? emptyProgress);
  }

  /** Keeps the damaged file under another name, then replaces the journal by its readable lines. */
  async #setAside(damaged: Buffer, mended: Buffer): Promise<boolean> {
    const stamp = new Date().toISOString().replace(/[:.]/g, '-');
    const aside = join(this.#folder, `journal-damaged-${stamp}.jsonl`);
    try {
      await atomicWrite(aside, damaged, { mode: 0o600 });
      await atomicWrite(this.path, mended);
      this.#health = { ...this.#health, setAside: aside };
      return true;
    } catch (error) {
      // The damaged file stays as it is; its readable lines count, and mending is tried again at the next start.
      this.#setReadOnly(storageError(error, savingProgress, this.path));
      return false;
    }
  }

  #setReadOnly(reason: DrydockError): void {
    this.#health = { ...this.#health, readOnlyReason: reason.message };
  }
}

const savingProgress = 'save your progress';
