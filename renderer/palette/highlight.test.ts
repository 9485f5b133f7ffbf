import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emphasise } from './highlight';

describe('emphasise', () => {
  it('cuts a text at its ranges', () => {
    expect(emphasise('one layer more', [[4, 9]])).toEqual([
      { text: 'one ', strong: false },
      { text: 'layer', strong: true },
      { text: ' more', strong: false },
    ]);
  });

  it('loses and repeats nothing, whatever the ranges are', () => {
    const range = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }));
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(range), (text, ranges) => {
        const parts = emphasise(text, ranges);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        expect(parts.every((part) => part.text !== '')).toBe(true);
      }),
    );
  });
});
