import { describe, expect, it } from 'vitest';
import { printedPages } from './model';

const slides = [{ fragments: 0 }, { fragments: 2 }, { fragments: 0 }];

describe('the sheets of a deck', () => {
  it('show each slide once, wholly, where steps are merged', () => {
    expect(printedPages(slides, { layout: 'slides', fragments: 'merged' })).toEqual([
      [{ index: 0, step: 0 }],
      [{ index: 1, step: 2 }],
      [{ index: 2, step: 0 }],
    ]);
  });

  it('show every step where they are expanded', () => {
    const pages = printedPages(slides, { layout: 'slides', fragments: 'expanded' });
    expect(pages.flat().map(({ index, step }) => `${index}.${step}`)).toEqual([
      '0.0',
      '1.0',
      '1.1',
      '1.2',
      '2.0',
    ]);
  });

  it('hold two or four slides on a handout, the last one what is left', () => {
    const sizes = (layout: 'handout-2' | 'handout-4') =>
      printedPages(slides, { layout, fragments: 'expanded' }).map((page) => page.length);
    expect(sizes('handout-2')).toEqual([2, 2, 1]);
    expect(sizes('handout-4')).toEqual([4, 1]);
    expect(printedPages([], { layout: 'slides', fragments: 'merged' })).toEqual([]);
  });
});
