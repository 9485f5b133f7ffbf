import type { Deck } from '../../electron/shared/deck';

/** A slide that holds what was searched for. */
export interface SearchHit {
  readonly index: number;
  /** Text around the first match, in three parts. */
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Characters of one slide that are searched: no reader would find the place in a longer one. */
const MOST_SEARCHED = 100_000;

/**
 * Looks through a deck for slides whose text holds every word of the query, and pauses after each slide.
 * @returns the hits, those with a match in the title first.
 */
export function* searchSlides(deck: Deck, query: string): Generator<void, SearchHit[]> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const inTitle: SearchHit[] = [];
  const inText: SearchHit[] = [];
  for (const [index, slide] of deck.slides.entries()) {
    const text = slide.text.slice(0, MOST_SEARCHED).replace(/\s+/g, ' ');
    const lower = text.toLowerCase();
    if (words.every((word) => lower.includes(word))) {
      const title = slide.title.toLowerCase();
      const hits = words.every((word) => title.includes(word)) ? inTitle : inText;
      hits.push({ index, ...excerpt(text, lower.indexOf(first), first.length) });
    }
    yield;
  }
  return [...inTitle, ...inText];
}

function excerpt(text: string, at: number, length: number): Omit<SearchHit, 'index'> {
  const from = Math.max(0, at - 32);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
    match: text.slice(at, at + length),
    after: `${text.slice(at + length, at + length + 48)}${at + length + 48 < text.length ? '…' : ''}`,
  };
}
