import type * as Monaco from 'monaco-editor/editor/editor.api';

/** Tells Monaco that what a provider said before is no longer true. */
export interface Refresh {
  readonly event: Monaco.IEvent<void>;
  readonly fire: () => void;
}

/** A new signal without listeners. */
export function newRefresh(): Refresh {
  const listeners = new Set<() => unknown>();
  return {
    event: (listener) => {
      const called = (): unknown => listener(undefined);
      listeners.add(called);
      return { dispose: () => listeners.delete(called) };
    },
    fire: () => {
      for (const listener of listeners) listener();
    },
  };
}
