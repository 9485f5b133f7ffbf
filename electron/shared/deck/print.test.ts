import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeck, printDeck, renderNotes, renderSlide } from './index';
import type { Deck } from './index';
import { decks } from './testing/corpus';
import { mutatedDeck } from './testing/hostileDecks';

/** All that a deck says and shows, but where it stands in the file and blanks before tags: a text that ends without a line end gets one. */
function meaning(deck: Deck): unknown {
  const { problems, slides, ...head } = deck;
  return {
    head: { ...head, text: '' },
    problems: problems.map(({ message }) => message).sort(),
    slides: slides.map((slide, index) => ({
      id: slide.id,
      key: slide.key,
      kind: slide.kind,
      place: [slide.h, slide.v],
      html: renderSlide(deck, index, { sanitise: (html) => html }).replace(/\s+(?=<|$)/g, ''),
      notes: renderNotes(deck, index, { sanitise: (html) => html }).replace(/\s+(?=<|$)/g, ''),
    })),
  };
}

describe('a deck that is printed', () => {
  it('is separated by blank lines and otherwise as it was written', () => {
    const source = '\uFEFF---\r\ntitle: "A"\r\n---\r\n# One\r\n\r\n\r\n## Two\r\n* x  \r\n  y\r\n\r\n\r\n';
    expect(printDeck(parseDeck(source))).toBe('---\ntitle: "A"\n---\n\n# One\n\n## Two\n* x  \n  y\n');
    expect(printDeck(parseDeck(''))).toBe('');
  });

  it.each(decks.map(({ path }) => path).filter(existsSync))('means the same: %s', (path) => {
    const deck = parseDeck(readFileSync(path, 'utf8'));
    const printed = printDeck(deck);
    expect(meaning(parseDeck(printed))).toEqual(meaning(deck));
    expect(printDeck(parseDeck(printed))).toBe(printed);
  });

  it.each(['\n\n--\n\n', '\n--\n', 'a\n\n--\n', '\n---\n\n--\n\n'])(
    'means the same where a separator is the first or the last line: %j',
    (source) => {
      const deck = parseDeck(source);
      expect(deck.dialect).toBe('reveal-md');
      expect(meaning(parseDeck(printDeck(deck)))).toEqual(meaning(deck));
    },
  );

  it('means the same, whatever is in it (2,000 mutated decks)', () => {
    fc.assert(
      fc.property(mutatedDeck(decks), (source) => {
        const deck = parseDeck(source);
        const printed = printDeck(deck);
        expect(meaning(parseDeck(printed))).toEqual(meaning(deck));
        expect(printDeck(parseDeck(printed))).toBe(printed);
      }),
      { numRuns: 2000 },
    );
  }, 60_000);
});
