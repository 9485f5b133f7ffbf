/** The edit distance (insert, delete, replace) of two strings, or `limit` when it is not smaller. */
export function editDistance(a: string, b: string, limit = Infinity): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return Math.min(previous[b.length]!, limit);
}

/**
 * The nearest of `options` to `word`, at most two edits away; undefined when there is none or the word is one of them.
 * That is how BuildKit suggests.
 */
export function suggest(word: string, options: Iterable<string>, ignoreCase = false): string | undefined {
  const wanted = ignoreCase ? word.toLowerCase() : word;
  let best: string | undefined;
  let distance = 3;
  for (const option of options) {
    const candidate = ignoreCase ? option.toLowerCase() : option;
    if (candidate === wanted) return undefined;
    const found = editDistance(wanted, candidate, distance);
    if (found < distance) {
      best = option;
      distance = found;
    }
  }
  return best;
}
