import { beginDeckInSteps } from '../shared/deck';
import type { BegunDeck, Deck, ParseOptions, Slide } from '../shared/deck';
import { inTimeSlices } from '../time-slice';

/**
 * Reads a deck as `parseDeck` does, but lets other work in between: this is the thread that hands keys and clicks to
 * the window, and a long deck takes seconds.
 * @param take what is kept of each slide.
 */
export async function readDeck<T>(
  source: string,
  options: ParseOptions,
  take: (slide: Slide) => T,
): Promise<{
  readonly head: BegunDeck['head'];
  readonly slides: readonly T[];
  readonly problems: Deck['problems'];
}> {
  const pause = inTimeSlices();
  const beginning = beginDeckInSteps(source, options);
  let step = beginning.next();
  for (; !step.done; step = beginning.next()) await pause();
  const slides: T[] = [];
  for (const slide of step.value.slides()) {
    slides.push(take(slide));
    await pause();
  }
  return { head: step.value.head, slides, problems: step.value.problems() };
}
