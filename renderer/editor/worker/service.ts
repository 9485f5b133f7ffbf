import type { ArgumentsOf, Asked, FromWorker, MethodsOf, Question, ResultOf } from './protocol';

/** An open file in the worker. */
export interface ServedDocument {
  readonly version: number;
  update(text: string, version: number): void;
  /** Drops what was found: the facts around it changed. */
  forget(): void;
}

/** How each question is answered. */
export type Answers<T extends MethodsOf<T>, Facts, Document> = {
  readonly [M in keyof T]: (document: Document, facts: Facts, ...args: ArgumentsOf<T, M>) => ResultOf<T, M>;
};

/** The worker's side: holds the open files and answers questions about them. */
export class DocumentService<T extends MethodsOf<T>, Facts, Document extends ServedDocument> {
  private readonly documents = new Map<string, Document>();

  constructor(
    private facts: Facts,
    private readonly open: (key: string, text: string, version: number) => Document,
    private readonly answers: Answers<T, Facts, Document>,
  ) {}

  /** Takes one message. Undefined where it asks for no answer. */
  receive(message: Asked<T, Facts>): FromWorker | undefined {
    switch (message.type) {
      case 'facts':
        this.facts = message.facts;
        for (const document of this.documents.values()) document.forget();
        return undefined;
      case 'document': {
        const { key, version, text } = message;
        const known = this.documents.get(key);
        if (known) known.update(text, version);
        else this.documents.set(key, this.open(key, text, version));
        return undefined;
      }
      case 'close':
        this.documents.delete(message.key);
        return undefined;
      case 'question':
        return this.answer(message);
    }
  }

  private answer(message: Question<T>): FromWorker {
    const document = this.documents.get(message.key);
    if (document?.version !== message.version) return { type: 'stale', id: message.id };
    try {
      return { type: 'answer', id: message.id, value: this.ask(document, message) };
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      const failure = `The language service could not answer "${String(message.method)}" for ${message.key}: ${reason}`;
      return { type: 'failed', id: message.id, message: failure };
    }
  }

  private ask<M extends keyof T>(
    document: Document,
    { method, args }: { readonly method: M; readonly args: ArgumentsOf<T, M> },
  ): ResultOf<T, M> {
    return this.answers[method](document, this.facts, ...args);
  }
}
