import { beginDeck, readExcerpt } from '../../../electron/shared/deck';
import type { Deck, Slide } from '../../../electron/shared/deck';
import type { ReadAnswer, ReadRequest } from './protocol';

/** Slides in the first answer: the reader is waiting for it. */
const FIRST = 40;
/** Slides, and characters of HTML, in each further answer: the window takes one in within a frame. */
const MOST_SLIDES = 250;
const MOST_CHARACTERS = 300_000;

/**
 * Reads a deck and gives it in parts, the first of them small and early. A deck without slides is one part. Before
 * them come the slides of the excerpt, as they look without the rest.
 */
export function* answersTo({ id, source, excerpt }: ReadRequest): Generator<ReadAnswer> {
  const early = excerpt && readExcerpt(excerpt);
  if (early) yield { id, deck: { ...early, text: '', slides: [] }, slides: early.slides, total: undefined };
  const begun = beginDeck(source);
  const { total } = begun;
  // The window has the text already.
  const deck = (): Deck => ({ ...begun.head, text: '', slides: [], problems: begun.problems() });
  let slides: Slide[] = [];
  let characters = 0;
  let isFirst = true;
  for (const slide of begun.slides()) {
    slides.push(slide);
    characters += slide.body.html.length + slide.text.length;
    if (slides.length < (isFirst ? FIRST : MOST_SLIDES) && characters < MOST_CHARACTERS) continue;
    yield { id, deck: deck(), slides, total };
    slides = [];
    characters = 0;
    isFirst = false;
  }
  if (slides.length > 0 || total === 0) yield { id, deck: deck(), slides, total };
}
