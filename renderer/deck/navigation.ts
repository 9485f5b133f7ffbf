import type { Deck } from '../../electron/shared/deck';

/** The first slide of the next column, or the last slide where there is none. */
export function nextSection(deck: Deck, index: number): number {
  const column = deck.slides[index]?.h ?? 0;
  const found = deck.slides.findIndex((slide, at) => at > index && slide.h > column);
  return found < 0 ? deck.slides.length - 1 : found;
}

/** The first slide of this column, or of the one before when already there. */
export function previousSection(deck: Deck, index: number): number {
  const slide = deck.slides[index];
  if (!slide) return 0;
  const column = slide.v > 0 ? slide.h : slide.h - 1;
  return Math.max(
    0,
    deck.slides.findIndex((candidate) => candidate.h === column),
  );
}

/** The slide that `#identifier` means: a slide's own, or the slide that holds that heading. */
export function slideOfAnchor(deck: Deck, anchor: string): number | undefined {
  const id = decodeAnchor(anchor.replace(/^#\/?/, ''));
  const own = deck.slides.findIndex((slide) => slide.id === id || slide.key === id);
  const found =
    own >= 0 ? own : deck.slides.findIndex((slide) => slide.headings.some((heading) => heading.id === id));
  return found < 0 ? undefined : found;
}

function decodeAnchor(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}
