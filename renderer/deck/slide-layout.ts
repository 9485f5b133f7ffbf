import type { Slide } from '../../electron/shared/deck';

/** How a slide is laid out. */
export type SlideLayout = 'title' | 'section' | 'figure' | 'plain';

/** A layout by what is on the slide: a picture that is nearly alone gets the room. */
export function slideLayout(slide: Slide): SlideLayout {
  if (slide.kind === 'title') return 'title';
  if (slide.kind === 'section')
    return slide.text.length - slide.title.length < 200 && slide.code.length === 0 ? 'section' : 'plain';
  const [image] = slide.images;
  const words = slide.text.length - slide.title.length - (image?.alt.length ?? 0);
  return slide.images.length === 1 && slide.code.length === 0 && words < 260 ? 'figure' : 'plain';
}
