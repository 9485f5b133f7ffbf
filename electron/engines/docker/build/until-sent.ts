/**
 * Waits until the whole context is sent, and keeps what the engine says meanwhile. The engine reads all of it before it
 * builds, unless it refuses the build or fails at it: then it reads no more, and only its answer tells.
 */
export async function untilSent<Message extends { readonly error?: unknown }>(
  sent: Promise<string>,
  answer: AsyncIterable<Message>,
): Promise<{ readonly hash: string | undefined; readonly messages: AsyncIterable<Message> }> {
  const reader = answer[Symbol.asyncIterator]();
  const held: Message[] = [];
  const hash = sent.then((value) => ({ hash: value }));
  hash.catch(() => undefined); // while the answer is waited for; it fails the request too, which tells why
  for (;;) {
    const next = reader.next();
    next.catch(() => undefined); // thrown again where it is read
    const first = await Promise.race([hash, next]);
    if ('hash' in first) return { hash: first.hash, messages: joined(held, next, reader) };
    if (first.done || first.value.error !== undefined) {
      return { hash: undefined, messages: joined(held, next, reader) };
    }
    held.push(first.value);
  }
}

async function* joined<Message>(
  held: readonly Message[],
  next: Promise<IteratorResult<Message>>,
  reader: AsyncIterator<Message>,
): AsyncGenerator<Message> {
  try {
    yield* held;
    for (let item = await next; !item.done; item = await reader.next()) yield item.value;
  } finally {
    await reader.return?.();
  }
}
