import type { Deck } from '../model';
import type { PandocSlide } from './pandocSlides';

/** In what the slides of a deck differ from pandoc's, one sentence each. */
export function differences(deck: Deck, expected: readonly PandocSlide[]): string[] {
  const found: string[] = [];
  if (deck.slides.length !== expected.length)
    found.push(`${deck.slides.length} slides, pandoc has ${expected.length}`);
  deck.slides.forEach((slide, index) => {
    const other = expected[index];
    const title = slide.title.replace(/\s+/g, ' ').trim();
    if (!other) return;
    if (slide.id !== other.id) found.push(`slide ${index + 1}: id "${slide.id}", pandoc has "${other.id}"`);
    if (title !== other.title)
      found.push(`slide ${index + 1}: title "${title}", pandoc has "${other.title}"`);
    if ((slide.kind === 'section') !== other.isSection)
      found.push(`slide ${index + 1}: ${slide.kind}, pandoc has section=${other.isSection}`);
  });
  return found;
}
