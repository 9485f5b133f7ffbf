import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deckSummary, parseDeck, renderNotes, renderSlide } from './index';
import { decks } from './testing/corpus';
import { withoutValues } from './testing/fuzz-targets';
import { mutatedDeck } from './testing/hostileDecks';

describe('whatever is in a deck', () => {
  it('is read and rendered without an exception (10,000 mutated decks)', () => {
    fc.assert(
      fc.property(mutatedDeck(decks), (source) => {
        const deck = parseDeck(source);
        const lines = source.split(/\r\n?|\n/).length;
        deck.slides.forEach((slide, index) => {
          const html = renderSlide(deck, index) + renderNotes(deck, index);
          expect(withoutValues(html)).not.toMatch(
            /<(?:script|iframe|svg|meta|base|form|style)\b|<[^>]*\s(?:src|on\w+)=/i,
          );
          expect(slide.line).toBeGreaterThan(0);
          expect(slide.endLine).toBeLessThanOrEqual(Math.max(lines, slide.line));
        });
        expect(new Set(deck.slides.map((slide) => slide.key)).size).toBe(deck.slides.length);
        expect(structuredClone(deckSummary(deck))).toEqual(deckSummary(deck));
      }),
      { numRuns: 10_000 },
    );
  }, 120_000);

  it.each([
    ['one line of 20 MB', 'a'.repeat(20_000_000)],
    ['an endless title', `# ${'x '.repeat(200_000)}`],
    ['deep quotes', `${'>'.repeat(5000)} x`],
    ['deep lists', Array.from({ length: 400 }, (_none, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
    ['deep divs', `${'::: a\n'.repeat(5000)}\nx\n\n${':::\n'.repeat(5000)}`],
    ['open divs', '::: a\n\n'.repeat(20_000)],
    ['brackets', '['.repeat(50_000)],
    ['emphasis', '*a '.repeat(50_000)],
    ['dollars', '$a '.repeat(30_000)],
    ['comments', '<!--'.repeat(20_000)],
    ['equal headings', '# Same\n\nx\n\n'.repeat(50_000)],
    ['rules', '---\n\n'.repeat(50_000)],
  ])(
    'survives %s',
    (_name, source) => {
      expect(parseDeck(source).slides.length).toBeGreaterThan(0);
    },
    60_000,
  );
});
