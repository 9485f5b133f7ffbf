import { type FSWatcher, watch } from 'chokidar';
import { limits } from './limits';

/** Milliseconds of quiet after which a burst of changes counts as one. */
const quiet = 250;

/**
 * Calls back once after each burst of changes in a course folder, and never while an earlier call is still at work: a
 * slow reading that began before a change must not end after the one that saw it.
 */
export class CourseWatcher {
  readonly #watcher: FSWatcher;
  readonly #changed: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #calling = false;
  #closed = false;
  readonly #ready: Promise<void>;
  #endWaiting: () => void = () => undefined;
  #again = false;

  /** @param changed must not reject. */
  constructor(folder: string, changed: () => Promise<void>) {
    this.#changed = changed;
    this.#watcher = watch(folder, {
      ignoreInitial: true,
      followSymlinks: false,
      depth: limits.depth,
      ignored: (path) => /[\\/](\.git|node_modules)([\\/]|$)/.test(path),
    });
    this.#ready = new Promise((resolve) => {
      this.#endWaiting = resolve;
      this.#watcher.once('ready', resolve);
    });
    // Not `all`: it compares names, and misses a link that was replaced by a file of the same name.
    this.#watcher.on('raw', () => {
      this.tell();
    });
    // Where no more watches are to be had the course still works; its changes show at the next start.
    this.#watcher.on('error', () => undefined);
  }

  /** Resolves when changes are noticed, or when none will be any more. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Something changed: what the system reports, or what was found in another way. */
  tell(): void {
    if (this.#closed) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#call(), quiet);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endWaiting();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  async #call(): Promise<void> {
    this.#again = true;
    if (this.#calling) return;
    this.#calling = true;
    while (this.#again) {
      this.#again = false;
      await this.#changed();
    }
    this.#calling = false;
  }
}
