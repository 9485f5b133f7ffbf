import type { Deck } from '../../electron/shared/deck';

/** A slide that holds what was searched for. */
export interface SearchHit {
  readonly index: number;
  /** Text around the first match, in three parts. */
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** Slides whose text holds every word of the query, those with a match in the title first. */
export function searchDeck(deck: Deck, query: string): SearchHit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const hits = deck.slides.flatMap((slide, index) => {
    const text = slide.text.replace(/\s+/g, ' ');
    const lower = text.toLowerCase();
    if (!words.every((word) => lower.includes(word))) return [];
    const inTitle = words.every((word) => slide.title.toLowerCase().includes(word));
    return [{ inTitle, hit: { index, ...excerpt(text, lower.indexOf(first), first.length) } }];
  });
  return hits.sort((a, b) => Number(b.inTitle) - Number(a.inTitle)).map(({ hit }) => hit);
}

function excerpt(text: string, at: number, length: number): Omit<SearchHit, 'index'> {
  const from = Math.max(0, at - 32);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
    match: text.slice(at, at + length),
    after: `${text.slice(at + length, at + length + 48)}${at + length + 48 < text.length ? '…' : ''}`,
  };
}
