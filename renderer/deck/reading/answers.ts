import { parseDeck, prepareSlide } from '../../../electron/shared/deck';
import type { Slide } from '../../../electron/shared/deck';
import type { ReadAnswer, ReadRequest } from './protocol';

/** Slides in the first answer: the reader is waiting for it. */
const FIRST = 40;
/** Slides, and characters of HTML, in each further answer: the window takes one in within a frame. */
const MOST_SLIDES = 250;
const MOST_CHARACTERS = 300_000;

/** Reads a deck and gives it in parts, the first of them small. A deck without slides is one part. */
export function* answersTo({ id, source }: ReadRequest): Generator<ReadAnswer> {
  const parsed = parseDeck(source);
  const total = parsed.slides.length;
  const deck = { ...parsed, slides: [], footnotes: [] }; // footnotes are in the slides' HTML
  let slides: Slide[] = [];
  let characters = 0;
  let isFirst = true;
  for (let index = 0; index < total; index++) {
    const slide = prepareSlide(parsed, index);
    slides.push(slide);
    characters += (slide.prepared?.body.html.length ?? 0) + slide.text.length;
    if (slides.length < (isFirst ? FIRST : MOST_SLIDES) && characters < MOST_CHARACTERS) continue;
    yield { id, deck, slides, total };
    slides = [];
    characters = 0;
    isFirst = false;
  }
  if (slides.length > 0 || total === 0) yield { id, deck, slides, total };
}
