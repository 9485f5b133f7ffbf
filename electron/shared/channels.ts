import type { EventName, MethodName } from './contract';

/** The IPC channel that carries a method's requests: one channel per method. */
export function methodChannel(method: MethodName): string {
  return `drydock:${method}`;
}

/** The IPC channel that carries an event to the window. */
export function eventChannel(event: EventName): string {
  return `drydock-event:${event}`;
}
