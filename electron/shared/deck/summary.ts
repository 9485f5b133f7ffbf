import type { Deck, DeckProblem, ImageStatus, Slide } from './model';

/** A slide as `drydock deck FILE --json` prints it. */
export interface SlideSummary extends Pick<
  Slide,
  'id' | 'kind' | 'level' | 'title' | 'line' | 'notes' | 'fragments' | 'text'
> {
  readonly images: readonly { readonly src: string; readonly alt: string; readonly status: ImageStatus }[];
  readonly links: readonly { readonly href: string; readonly text: string; readonly line: number }[];
}

/** A deck as `drydock deck FILE --json` prints it. */
export interface DeckSummary {
  readonly title: string;
  readonly authors: readonly string[];
  readonly date: string;
  readonly slides: readonly SlideSummary[];
  readonly problems: readonly DeckProblem[];
}

/** What a deck holds, without how it is shown. */
export function deckSummary(deck: Deck): DeckSummary {
  const { title, authors, date, problems } = deck;
  return { title, authors, date, slides: deck.slides.map(summarise), problems };
}

function summarise(slide: Slide): SlideSummary {
  const { id, kind, level, title, line, notes, fragments, text, links } = slide;
  const images = slide.images.map(({ src, alt, status }) => ({ src, alt, status }));
  return { id, kind, level, title, line, notes, fragments, text, images, links };
}
