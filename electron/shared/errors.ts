/**
 * What kind of failure an error is, so that code can react to it without reading its sentence.
 * `internal` is a bug of ours; every other kind is something the user can understand and act on.
 */
export type ErrorKind =
  | 'invalid-input'
  | 'invalid-course'
  | 'not-found'
  | 'conflict'
  | 'storage'
  | 'engine-unavailable'
  | 'engine-failed'
  | 'cancelled'
  | 'refused'
  | 'unsupported'
  | 'internal';

/** An error as data: the only form in which an error crosses a process boundary or reaches a screen. */
export interface ErrorData {
  readonly kind: ErrorKind;
  /** One clear sentence: what happened and where. */
  readonly message: string;
  /** One thing to do about it. */
  readonly remedy?: string;
  /** File and 1-based line the message speaks of. */
  readonly where?: { readonly file: string; readonly line?: number };
  /** What a shell would end with for it, where there is such a number. */
  readonly exitCode?: number;
  /** Technical text for a disclosure; never shown unasked. */
  readonly details?: string;
}

/** An error with a sentence for people and a kind for code. Everything thrown on purpose is one of these. */
export class DrydockError extends Error {
  override readonly name = 'DrydockError';
  readonly data: ErrorData;

  constructor(data: ErrorData, options?: { cause?: unknown }) {
    super(data.message, options);
    this.data = data;
  }
}

/** Any thrown value as data. A stack never becomes the message; it goes to `details`. */
export function toErrorData(thrown: unknown): ErrorData {
  if (thrown instanceof DrydockError) return thrown.data;
  if (thrown instanceof Error) {
    return { kind: 'internal', message: thrown.message, details: thrown.stack ?? String(thrown) };
  }
  return { kind: 'internal', message: String(thrown) };
}

/** For the default branch of an exhaustive switch: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new DrydockError({ kind: 'internal', message: `Unexpected value: ${JSON.stringify(value)}` });
}
