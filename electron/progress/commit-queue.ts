/** What waits for a commit: items, and who is to be told. */
interface Waiting<T> {
  readonly items: readonly T[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what is added while a write is under way goes out together in the next one, so that a hundred callers
 * cost two syncs. What could not be written is kept, in order, and goes out first with whatever comes next, or by
 * itself after a while.
 */
export class CommitQueue<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  readonly #retryAfter: number;
  #waiting: Waiting<T>[] = [];
  #unsaved: readonly T[] = [];
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #closed = false;

  /**
   * @param write Makes items durable, all or none.
   * @param retryAfter Milliseconds until what failed is tried again by itself.
   */
  constructor(write: (items: readonly T[]) => Promise<void>, retryAfter: number) {
    this.#write = write;
    this.#retryAfter = retryAfter;
  }

  /** Items that are not known to be durable: failed, being written or waiting. */
  get pending(): readonly T[] {
    return [...this.#unsaved, ...this.#waiting.flatMap((waiting) => waiting.items)];
  }

  /** Whether everything added is durable. */
  get idle(): boolean {
    return this.#waiting.length === 0 && this.#unsaved.length === 0;
  }

  /** Resolves when the items are durable. When it rejects they are kept and will be tried again. */
  add(items: readonly T[]): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ items, resolve, reject }));
    void this.#run();
    return done;
  }

  /** Tries what is unsaved once more and waits for all writes under way. Never rejects. */
  async flush(): Promise<void> {
    await this.#running;
    if (this.#unsaved.length > 0) await this.add([]).catch(() => undefined); // `pending` tells
    await this.#running;
  }

  /** A last try, and no more by itself. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.flush();
  }

  #run(): Promise<void> {
    this.#running ??= this.#drain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      const items = [...this.#unsaved, ...group.flatMap((waiting) => waiting.items)];
      this.#unsaved = items;
      this.#waiting = [];
      try {
        if (items.length > 0) await this.#write(items);
        this.#unsaved = [];
        for (const waiting of group) waiting.resolve();
      } catch (error) {
        for (const waiting of group) waiting.reject(error);
        this.#retryLater();
      }
    }
  }

  #retryLater(): void {
    if (this.#closed) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#retryAfter);
    this.#timer.unref();
  }
}
