import type { SearchHit } from '../shared/course/model';

/** Characters of an excerpt, and of it before the first match. */
const length = 160;
const lead = 40;

/**
 * A piece of a text around the first of the matched words, in one line, and where in it matched words stand.
 *
 * @param words The words that were matched, as the index has them: lower case.
 */
export function excerptOf(text: string, words: readonly string[]): Pick<SearchHit, 'excerpt' | 'ranges'> {
  const line = text.replace(/\s+/g, ' ').trim();
  const first = find(line, words, 0);
  const from = first === null ? 0 : wordStart(line, Math.max(0, first[0] - lead));
  const to = Math.min(line.length, from + length);
  const before = from > 0 ? '… ' : '';
  const excerpt = `${before}${line.slice(from, to)}${to < line.length ? ' …' : ''}`;
  const ranges: [number, number][] = [];
  for (
    let range = find(line, words, from);
    range !== null && range[1] <= to;
    range = find(line, words, range[1])
  ) {
    ranges.push([range[0] - from + before.length, range[1] - from + before.length]);
  }
  return { excerpt, ranges };
}

/** The next of the words at or after an offset, as a whole word. */
function find(line: string, words: readonly string[], from: number): [number, number] | null {
  const wanted = new Set(words);
  const word = /[\p{L}\p{N}_]+/gu;
  word.lastIndex = from;
  for (let match = word.exec(line); match !== null; match = word.exec(line)) {
    if (wanted.has(match[0].toLowerCase())) return [match.index, match.index + match[0].length];
  }
  return null;
}

function wordStart(line: string, at: number): number {
  const blank = line.indexOf(' ', at);
  return at === 0 || blank === -1 || blank > at + lead ? at : blank + 1;
}
