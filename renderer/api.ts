import type { Arguments, Bridge, EventName, Events, MethodName, Result } from '../electron/shared/contract';
import { DrydockError } from '../electron/shared/errors';

declare global {
  interface Window {
    /** Put there by electron/preload.ts; absent when the page is opened in an ordinary browser. */
    readonly drydock?: Bridge;
  }
}

function bridge(): Bridge {
  if (window.drydock) return window.drydock;
  throw new DrydockError({
    kind: 'internal',
    message: 'This page is not inside Drydock, so it has nobody to ask.',
    remedy: 'Start the app with npm start.',
  });
}

/** Arguments are data. A reactive proxy cannot cross to the main process, so what crosses is a plain copy. */
function plain<T>(value: T): T {
  return typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as T) : value;
}

let engineLost: (() => void) | undefined;

/** Calls `listener`, and no earlier one, whenever an answer is that an engine cannot be reached. */
export function onEngineLost(listener: () => void): void {
  engineLost = listener;
}

/**
 * Asks the main process.
 * @throws DrydockError with the main process's own sentence, kind and remedy.
 */
export async function invoke<M extends MethodName>(method: M, ...args: Arguments<M>): Promise<Result<M>> {
  const reply = await bridge().invoke(method, ...(args.map(plain) as Arguments<M>));
  if (reply.ok) return reply.value;
  if (reply.error.kind === 'engine-unavailable') engineLost?.();
  throw new DrydockError(reply.error);
}

/** Calls `listener` for each event of the main process until the returned function is called. */
export function on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void {
  return bridge().on(event, listener);
}

/** The path on disk of a file or folder that was dropped onto the window; empty for what has none. */
export function pathForFile(file: File): string {
  return bridge().pathForFile(file);
}
