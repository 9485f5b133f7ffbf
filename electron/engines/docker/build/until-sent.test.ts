import { expect, it } from 'vitest';
import { untilSent } from './until-sent';

const never = new Promise<never>(() => undefined);

async function* answer(...messages: { text?: string; error?: string }[]) {
  yield* messages;
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

it('gives what was said while the context was sent, and what comes after it', async () => {
  let send: (hash: string) => void = () => undefined;
  const sent = new Promise<string>((resolve) => (send = resolve));
  async function* slow(): AsyncGenerator<{ text: string; error?: string }> {
    yield { text: 'a' };
    send('sha256:1');
    await sent;
    yield { text: 'b' };
  }
  const { hash, messages } = await untilSent(sent, slow());
  expect(hash).toBe('sha256:1');
  expect(await all(messages)).toEqual([{ text: 'a' }, { text: 'b' }]);
});

it('waits no longer for a context that the engine does not read to its end', async () => {
  const { hash, messages } = await untilSent(never, answer({ text: 'a' }, { error: 'no space' }));
  expect(hash).toBeUndefined();
  expect(await all(messages)).toEqual([{ text: 'a' }, { error: 'no space' }]);
  expect((await untilSent(never, answer())).hash).toBeUndefined();
});

it('throws what the answer throws', async () => {
  async function* broken(): AsyncGenerator<{ error?: string }> {
    yield* [];
    throw new Error('reset');
  }
  await expect(untilSent(never, broken())).rejects.toThrow('reset');
});
