import type { ArgumentsOf, Asked, FromWorker, MethodsOf, Question, ResultOf, WorkerPort } from './protocol';

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface SentText {
  readonly text: string;
  readonly version: number;
}

/** Most files the worker holds; the longest unused one goes first. */
const kept = 40;

/**
 * Asks a worker about open files. The worker is started by the first question, and again after it broke.
 * `Other` are messages of one language alone.
 */
export class WorkerClient<T extends MethodsOf<T>, Facts, Other = never> {
  /** Never there: the type of the questions, for those who are handed a client. */
  declare readonly methods?: T;
  private port: WorkerPort<Asked<T, Facts> | Other> | undefined;
  private facts: Facts | undefined;
  private lastId = 0;
  private lastVersion = 0;
  private readonly listeners = new Set<() => void>();
  private readonly pending = new Map<number, Pending>();
  private readonly sent = new Map<string, SentText>();

  constructor(private readonly start: () => WorkerPort<Asked<T, Facts> | Other>) {}

  /** Tells the worker about the workspace. Answers to questions already asked are still given. */
  configure(facts: Facts): void {
    this.facts = facts;
    this.port?.postMessage({ type: 'facts', facts });
    for (const listener of this.listeners) listener();
  }

  /** Calls `listener` whenever the worker was told something new of the workspace, until the returned function is called. */
  onConfigured(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Asks about a file with this text. A text the worker has already is not sent again.
   * @returns undefined when a newer text was sent before the answer came, so that nobody acts on a stale one
   * @throws Error when the worker failed
   */
  async ask<M extends keyof T>(
    key: string,
    text: string,
    method: M,
    ...args: ArgumentsOf<T, M>
  ): Promise<ResultOf<T, M> | undefined> {
    const answer = await this.askAsOf(key, text, method, ...args);
    return this.sent.get(key)?.text === text ? answer : undefined;
  }

  /**
   * Asks about a file with this text and wants the answer even if a newer text was sent meanwhile: for an asker who
   * follows the typing by itself, as Monaco does with the proposals for a word.
   * @throws Error when the worker failed
   */
  async askAsOf<M extends keyof T>(
    key: string,
    text: string,
    method: M,
    ...args: ArgumentsOf<T, M>
  ): Promise<ResultOf<T, M> | undefined> {
    const version = this.send(this.connect(), key, text);
    const value = await this.post((id) => {
      return { type: 'question', id, key, version, method, args } as unknown as Question<T>;
    });
    return value as ResultOf<T, M> | undefined;
  }

  /** Ends the worker; questions still open are rejected. */
  dispose(): void {
    this.drop('The language worker was ended.');
  }

  /** Sends a message that will be answered, starting the worker where it does not run. */
  protected post(message: (id: number) => Asked<T, Facts> | Other): Promise<unknown> {
    const port = this.connect();
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      port.postMessage(message(id));
    });
  }

  private connect(): WorkerPort<Asked<T, Facts> | Other> {
    if (this.port) return this.port;
    const port = this.start();
    this.port = port;
    port.onmessage = ({ data }) => this.settle(data);
    port.onerror = (event) => this.drop(`The language worker stopped: ${event.message || 'unknown reason'}`);
    if (this.facts) port.postMessage({ type: 'facts', facts: this.facts });
    return port;
  }

  private send(port: WorkerPort<Asked<T, Facts> | Other>, key: string, text: string): number {
    const known = this.sent.get(key);
    const now = known?.text === text ? known : { text, version: ++this.lastVersion };
    if (now !== known) port.postMessage({ type: 'document', key, ...now });
    this.sent.delete(key);
    this.sent.set(key, now);
    const [oldest] = this.sent.keys();
    if (this.sent.size > kept && oldest !== undefined) {
      this.sent.delete(oldest);
      port.postMessage({ type: 'close', key: oldest });
    }
    return now.version;
  }

  private settle(answer: FromWorker): void {
    const waiting = this.pending.get(answer.id);
    this.pending.delete(answer.id);
    if (answer.type === 'failed') waiting?.reject(new Error(answer.message));
    else waiting?.resolve(answer.type === 'answer' ? answer.value : undefined);
  }

  private drop(reason: string): void {
    this.port?.terminate?.();
    this.port = undefined;
    this.sent.clear();
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const { reject } of waiting) reject(new Error(reason));
  }
}
