import type {
  Arguments,
  Bridge,
  EventName,
  Events,
  Handlers,
  MethodName,
  Reply,
  Result,
} from '../../electron/shared/contract';
import { toErrorData } from '../../electron/shared/errors';

/** A bridge for unit tests and the development page: handlers are given, calls are kept, events are sent by hand. */
export interface FakeBridge extends Bridge {
  readonly calls: readonly { readonly method: MethodName; readonly args: readonly unknown[] }[];
  /** Sends an event to every listener. */
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void;
}

/** Puts a fake bridge on `window.drydock`. A method without a handler answers with an error that names it. */
export function installFakeBridge(handlers: Partial<Handlers> = {}): FakeBridge {
  const calls: { method: MethodName; args: readonly unknown[] }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();

  const bridge: FakeBridge = {
    calls,
    async invoke<M extends MethodName>(method: M, ...args: Arguments<M>): Promise<Reply<Result<M>>> {
      calls.push({ method, args });
      const handler = handlers[method] as ((...given: Arguments<M>) => Promise<Result<M>>) | undefined;
      if (!handler)
        return { ok: false, error: { kind: 'internal', message: `No fake handler for ${method}` } };
      try {
        return { ok: true, value: await handler(...args) };
      } catch (thrown) {
        return { ok: false, error: toErrorData(thrown) };
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => set.delete(listener);
    },
    pathForFile: (file) => (file instanceof File ? `/dropped/${file.name}` : ''),
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? [])
        (listener as (given: typeof payload) => void)(payload);
    },
  };
  Object.defineProperty(window, 'drydock', { value: bridge, configurable: true });
  return bridge;
}
