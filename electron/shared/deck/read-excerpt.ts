import type { DeckExcerpt } from './excerpt';
import type { Deck } from './model';
import { parseDeck } from './parse';

/**
 * Reads an excerpt. Its slides may differ from what they are in the whole deck where a link or a footnote is explained
 * elsewhere, so they are to be shown only until that is read. Their problems are left out: the cut may make some.
 * @returns undefined where the text does not hold the slides that it should.
 */
export function readExcerpt({ text, dialect, slideLevel, before, places }: DeckExcerpt): Deck | undefined {
  const deck = parseDeck(text, { dialect, slideLevel });
  const hasTitle = deck.slides[0]?.kind === 'title';
  const found = hasTitle && before > 0 ? deck.slides.slice(1) : deck.slides;
  const isAsExpected =
    found.length === places.length && found.every(({ kind }, i) => kind === places[i]?.kind);
  if (!isAsExpected) return undefined;
  return { ...deck, problems: [], slides: found.map((slide, i) => ({ ...slide, ...places[i] })) };
}
