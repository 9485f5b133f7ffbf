import type { FuzzTarget } from '../../dockerfile/testing/fuzz-targets';
import type { Random } from '../../dockerfile/testing/random';
import { deckSummary, parseDeck, printDeck, renderNotes, renderSlide } from '../index';
import { decks } from './corpus';
import { PIECES } from './hostileDecks';

/** Milliseconds that a deck of a few pages may take: far more than it needs, far less than what is felt as a hang. */
const PATIENCE = 2000;

/** What reads a deck that someone else wrote. */
export const DECK_FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'deck',
    runs: 2000,
    try: (random) => {
      const source = strangeDeck(random);
      guarded(source, () => {
        const start = performance.now();
        const deck = parseDeck(source);
        const shown = deck.slides.map((_slide, index) => renderSlide(deck, index) + renderNotes(deck, index));
        JSON.stringify(deckSummary(deck));
        const tag = shown
          .map((html) => /<(?:script|iframe|svg|meta|base|form|style)\b/i.exec(withoutValues(html))?.[0])
          .find(Boolean);
        if (tag) throw new Error(`it shows ${tag}`);
        if (performance.now() - start > PATIENCE) throw new Error('it takes too long');
      });
    },
  },
  {
    name: 'deck-print',
    runs: 500,
    try: (random) => {
      const source = strangeDeck(random);
      guarded(source, () => {
        const printed = printDeck(parseDeck(source));
        const again = parseDeck(printed);
        if (printDeck(again) !== printed) throw new Error('it is printed differently the second time');
        const keys = (read: typeof again): string =>
          read.slides.map(({ key, title }) => `${key} ${title}`).join('\n');
        if (keys(again) !== keys(parseDeck(source))) throw new Error('printing changes its slides');
      });
    },
  },
];

/** Attribute values may hold anything. */
export function withoutValues(html: string): string {
  return html.replace(/"[^"]*"/g, '""');
}

function strangeDeck(random: Random): string {
  const { source } = random.pick(decks);
  const from = random.below(source.length + 1);
  return random.mutate(source.slice(from, from + random.below(3000)), PIECES);
}

function guarded(source: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw new Error(`${JSON.stringify(source)}: ${String(error)}`, { cause: error });
  }
}
