import type { Deck } from '../../electron/shared/deck';

/** Directions in which the arrow keys lead. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The slide that lies in a direction: columns stand beside each other, the slides of one below each other.
 * @param visited the slide at which each column was left, by column: coming back leads there, as in reveal.js.
 * @returns undefined where there is none.
 */
export function neighbour(
  deck: Deck,
  index: number,
  direction: Direction,
  visited: ReadonlyMap<number, number>,
): number | undefined {
  const slide = deck.slides[index];
  if (!slide) return undefined;
  if (direction === 'up' || direction === 'down') {
    const at = index + (direction === 'down' ? 1 : -1);
    return deck.slides[at]?.h === slide.h ? at : undefined;
  }
  const column = slide.h + (direction === 'right' ? 1 : -1);
  const left = visited.get(column);
  if (left !== undefined && deck.slides[left]?.h === column) return left;
  const first = deck.slides.findIndex(({ h }) => h === column);
  return first < 0 ? undefined : first;
}

/** How many slides lie below one, in its column. */
export function slidesBelow(deck: Deck, index: number): number {
  const column = deck.slides[index]?.h;
  let below = 0;
  while (column !== undefined && deck.slides[index + below + 1]?.h === column) below++;
  return below;
}
