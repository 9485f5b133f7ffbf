/**
 * The numbers 0 to `count - 1` in an order that depends on `seed` alone, so that a question looks the same when it
 * is shown again within one attempt and different in the next. Never the identity for three or more.
 */
export function shuffled(count: number, seed: string): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const random = generator(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    [order[last], order[pick]] = [order[pick] ?? 0, order[last] ?? 0];
  }
  const identical = order.every((value, index) => value === index);
  return identical && count > 2 ? [...order.slice(1), 0] : order;
}

/** Numbers from 0 to 1: FNV-1a makes the state, mulberry32 runs it (both in the public domain). */
function generator(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
