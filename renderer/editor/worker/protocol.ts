/** What passes between the window and a worker that answers questions about open files. All of it is plain data. */

/** The questions of a language, by name. Offsets and spans count UTF-16 units from the start of the text. */
export type MethodsOf<T> = { readonly [M in keyof T]: (...args: never[]) => unknown };
export type ArgumentsOf<T extends MethodsOf<T>, M extends keyof T> = Parameters<T[M]>;
export type ResultOf<T extends MethodsOf<T>, M extends keyof T> = ReturnType<T[M]>;

/** A file as the worker knows it: a key, and a version that goes up with every text it is given. */
export interface DocumentVersion {
  readonly key: string;
  readonly version: number;
}

/** A question about one version of a file. */
export type Question<T extends MethodsOf<T>> = {
  readonly [M in keyof T]: {
    readonly type: 'question';
    readonly id: number;
    readonly method: M;
    readonly args: ArgumentsOf<T, M>;
  } & DocumentVersion;
}[keyof T];

/** What the window says. Messages are handled in order, so a question is about the texts sent before it. */
export type Asked<T extends MethodsOf<T>, Facts> =
  | { readonly type: 'facts'; readonly facts: Facts }
  | ({ readonly type: 'document'; readonly text: string } & DocumentVersion)
  | { readonly type: 'close'; readonly key: string }
  | Question<T>;

/** What the worker says. `stale`: it has another version of that file than was asked about. */
export type FromWorker =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'stale'; readonly id: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

/** Either end of the channel: a Worker, a worker's own scope, or a MessagePort. */
export interface MessageEnd<Out, In> {
  postMessage: (message: Out) => void;
  onmessage: ((event: MessageEvent<In>) => unknown) | null;
}

/** The window's end of the channel. `onerror` is called when the worker itself breaks. */
export interface WorkerPort<Out> extends MessageEnd<Out, FromWorker> {
  onerror?: ((event: ErrorEvent) => unknown) | null;
  terminate?: () => void;
}

/** The key of a file: the path of its model's address. */
export function documentKey(workspace: string, path: string): string {
  return `/${workspace}/${path}`;
}
