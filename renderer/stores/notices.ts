import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { Events } from '../../electron/shared/contract';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import { on } from '../api';

export type NoticeSeverity = Events['app.notice']['severity'] | 'success';

/** Something the learner should know that belongs to no place on the screen. */
export interface Notice {
  readonly id: number;
  readonly severity: NoticeSeverity;
  readonly error: ErrorData;
}

/** Good news leaves by itself after this many milliseconds; a problem stays until it is dismissed. */
const briefly = 5000;

export const useNoticesStore = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let nextId = 1;

  /** Shows a notice, and gives its id. One that already stands there with the same sentence is not repeated. */
  function add(severity: NoticeSeverity, error: ErrorData): number {
    const same = notices.value.find((notice) => notice.error.message === error.message);
    if (same) return same.id;
    const id = nextId++;
    notices.value.push({ id, severity, error });
    if (severity === 'success' || severity === 'info') setTimeout(() => dismiss(id), briefly);
    return id;
  }

  function succeed(message: string): void {
    add('success', { kind: 'internal', message });
  }

  /** Shows anything that was thrown; a cancelled action is no news. */
  function report(thrown: unknown): void {
    const error = toErrorData(thrown);
    if (error.kind !== 'cancelled') add('error', error);
  }

  /** Runs an action whose failure has no better place to be shown. Undefined when it failed. */
  async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (thrown) {
      report(thrown);
      return undefined;
    }
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  function listen(): void {
    on('app.notice', ({ severity, error }) => void add(severity, error));
  }

  return { notices, add, succeed, report, attempt, dismiss, listen };
});
