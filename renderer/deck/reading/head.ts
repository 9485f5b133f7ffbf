import { parseDeck } from '../../../electron/shared/deck';
import type { Deck } from '../../../electron/shared/deck';

/** A deck of fewer characters is there as quickly when all of it is read. */
const LONG = 40_000;
/** Characters that are read before the rest. */
const HEAD = 12_000;
/** What a line begins with where a slide nearly always begins. */
const BEGINNINGS = ['# ', '## ', '---\n', '---\r\n'] as const;

/**
 * The first slides of a long deck, read without the rest: a reader who begins need not wait for what comes last.
 * They may differ from what they are in the whole deck, where a link or a footnote is explained further down, so they
 * are shown only until that is read. Their problems are left out: the cut itself may make some.
 * @returns undefined for a deck that is not long, or that has no slide so early.
 */
export function readHead(source: string): Deck | undefined {
  if (source.length < LONG) return undefined;
  const start = source.slice(0, HEAD);
  const cut = Math.max(...BEGINNINGS.map((mark) => start.lastIndexOf(`\n${mark}`)));
  if (cut <= 0) return undefined;
  const deck = parseDeck(start.slice(0, cut + 1));
  // The last one may go on behind the cut: what looks like a slide may stand in a block of code.
  return { ...deck, slides: deck.slides.slice(0, -1), problems: [] };
}
