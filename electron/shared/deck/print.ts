import type { Deck } from './model';

/**
 * A deck as Markdown again: the text it was read from, slide by slide, and nothing else changed than what carries no
 * meaning. Line ends are `\n`, a byte order mark is gone, one blank line stands between slides, one line end at the end.
 * Reading the result gives the same deck, and printing that the same text.
 */
export function printDeck(deck: Deck): string {
  const lines = deck.text.split('\n');
  const starts = deck.slides.filter(({ kind }) => kind !== 'title').map(({ line }) => line - 1);
  const parts = [0, ...starts.filter((start) => start > 0)]
    .map((start, index, all) => withoutBlankEnds(lines.slice(start, all[index + 1])))
    .filter((part) => part !== '');
  const text = parts.join('\n\n');
  return text === '' ? '' : `${beginsLikeTitle(text, deck.text) ? '\n' : ''}${text}\n`;
}

function withoutBlankEnds(lines: readonly string[]): string {
  let [from, to] = [0, lines.length];
  while (from < to && BLANK.test(lines[from] ?? '')) from++;
  while (to > from && BLANK.test(lines[to - 1] ?? '')) to--;
  return lines.slice(from, to).join('\n');
}

const BLANK = /^[ \t]*$/;

const TOP = /^(?:--|%|\uFEFF)/;

/**
 * At the very top these marks begin a title block, mark the encoding, or do not part slides; a blank line before them
 * has a meaning then.
 */
function beginsLikeTitle(text: string, before: string): boolean {
  return TOP.test(text) && !TOP.test(before);
}
