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

/**
 * Sends nonsense to methods, from within the page, where a text of 3 MB costs nothing to make.
 * @returns what was not refused as it has to be, as "method, number of the attempt: answer".
 */
export function askMalformed(page: Page, methods: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (names) => {
    const { drydock } = window as unknown as {
      drydock: { invoke: (method: string, ...args: readonly unknown[]) => Promise<Reply<unknown>> };
    };
    const malformed: readonly (readonly unknown[])[] = [
      [Object.assign(Object.create(null) as object, { admin: true })],
      ['../../etc/passwd', '../x', 7, 8, 9],
      [null], // to a playground this means that no workspace is open
      [['nested', { deep: [] }]],
      [42, 42],
      ['x'.repeat(3_000_000)],
    ];
    const accepted: string[] = [];
    for (const name of names) {
      for (const [index, attempt] of malformed.entries()) {
        if (name === 'containers.playground' && attempt[0] === null) continue;
        const reply = await drydock.invoke(name, ...attempt);
        const refused = !reply.ok && ['invalid-input', 'refused'].includes(reply.error.kind);
        if (!refused) accepted.push(`${name}, ${index}: ${reply.ok ? 'ok' : reply.error.kind}`);
      }
    }
    return accepted;
  }, methods);
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
