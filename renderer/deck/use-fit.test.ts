import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SMALLEST_TEXT, fittingCode, fittingSize, textSize } from './use-fit';

describe('text size', () => {
  it('follows the pane and stays readable', () => {
    expect(textSize(300, 200)).toBe(SMALLEST_TEXT);
    expect(textSize(1280, 760)).toBeGreaterThan(textSize(700, 500));
  });

  it('is that of the pane where the slide fits, found in one layout', () => {
    const tried: number[] = [];
    const size = fittingSize(30, (attempt) => (tried.push(attempt), 1));
    expect([size, tried]).toEqual([30, [30]]);
  });

  it('shrinks what overflows, never below what can be read, in eight layouts at most', () => {
    const first = fc.double({ min: SMALLEST_TEXT, max: 44, noNaN: true });
    const amount = fc.double({ min: 0, max: 50, noNaN: true });
    fc.assert(
      fc.property(first, amount, (from, text) => {
        let layouts = 0;
        // Text takes a share of the pane that grows with the square of its size.
        const overflow = (size: number): number => text * (size / 44) ** 2;
        const size = fittingSize(from, (attempt) => {
          layouts++;
          return overflow(attempt);
        });
        expect(size).toBeGreaterThanOrEqual(SMALLEST_TEXT);
        expect(size).toBeLessThanOrEqual(from);
        expect(layouts).toBeLessThanOrEqual(8);
        if (size > SMALLEST_TEXT) expect(overflow(size)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives way to a picture that keeps its height', () => {
    const picture = fc.double({ min: 0.1, max: 0.7, noNaN: true });
    fc.assert(
      fc.property(picture, fc.double({ min: 0.2, max: 1, noNaN: true }), (share, text) => {
        const overflow = (size: number): number => share + text * (size / 31) ** 2;
        const size = fittingSize(31, overflow);
        if (size > SMALLEST_TEXT) expect(overflow(size)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the size of code', () => {
  it('shows its longest line, unless that would be too small to read', () => {
    expect(fittingCode(1000, 900)).toBe(1);
    expect(fittingCode(1053, 1197)).toBeCloseTo(0.87);
    expect(fittingCode(500, 5000)).toBe(0.72);
  });
});
