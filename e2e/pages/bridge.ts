import type { Page } from 'playwright/test';
import type { Reply } from '../../electron/shared/contract';

/** Asks the main process as the page would, but without the types that keep the page from asking nonsense. */
export function ask(page: Page, method: string, ...args: readonly unknown[]): Promise<Reply<unknown>> {
  return page.evaluate(
    ([name, values]) => {
      const { drydock } = window as unknown as {
        drydock: { invoke: (method: string, ...args: readonly unknown[]) => Promise<Reply<unknown>> };
      };
      return drydock.invoke(name, ...values);
    },
    [method, args] as const,
  );
}

/** What a fetch from the page answers: the status, or `blocked`. */
export function statusOf(page: Page, url: string): Promise<number | 'blocked'> {
  return page.evaluate(
    (address) =>
      fetch(address).then(
        (response) => response.status,
        () => 'blocked' as const,
      ),
    url,
  );
}
