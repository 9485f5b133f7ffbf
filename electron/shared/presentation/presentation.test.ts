import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ahead, clockText, elapsed, resetClock, toggleClock } from './clock';
import { type Stroke, applyInk, extendStroke, inkLimits } from './ink';
import { inkChangeSchema, presentationPatchSchema } from './schema';

const stroke = (id: string, length = 1): Stroke => ({
  id,
  color: 'accent',
  points: Array.from({ length }, (_none, index) => ({ x: (index % 100) / 100, y: 0.5 })),
});

describe('ink', () => {
  it('grows a stroke in its place, and takes the last one back', () => {
    const drawn = [stroke('a'), stroke('b')].reduce(
      (strokes, next) => applyInk(strokes, { kind: 'stroke', stroke: next }),
      [] as readonly Stroke[],
    );
    const grown = applyInk(drawn, { kind: 'stroke', stroke: stroke('a', 3) });
    expect(grown.map(({ id, points }) => [id, points.length])).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
    expect(applyInk(grown, { kind: 'undo' })).toEqual([stroke('a', 3)]);
    expect(applyInk(grown, { kind: 'clear' })).toEqual([]);
  });

  it('stays within its limits whatever is drawn, and passes its own schema', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 50 })), {
          maxLength: 700,
        }),
        (all) => {
          let strokes: readonly Stroke[] = [];
          all.forEach(([id, length], index) => {
            const change = { kind: 'stroke', stroke: stroke(`${id}${index}`, length) } as const;
            expect(inkChangeSchema.safeParse(change).success).toBe(true);
            strokes = applyInk(strokes, change);
          });
          expect(strokes.length).toBeLessThanOrEqual(inkLimits.strokes);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('drops points that cannot be told apart, and those beyond the limit', () => {
    const [first] = stroke('a').points;
    expect(extendStroke(stroke('a'), first!)).toEqual(stroke('a'));
    expect(extendStroke(stroke('a'), { x: 0.9, y: 0.9 }).points).toHaveLength(2);
    const full = stroke('a', inkLimits.points);
    expect(extendStroke(full, { x: 0.9, y: 0.9 })).toBe(full);
  });
});

describe('the clock', () => {
  const running = { before: 1000, since: 5000, minutes: 10 };

  it('counts while it runs and not while it is paused', () => {
    expect(elapsed(running, 7000)).toBe(3000);
    const paused = toggleClock(running, 7000);
    expect(elapsed(paused, 99_000)).toBe(3000);
    expect(elapsed(toggleClock(paused, 100_000), 101_000)).toBe(4000);
    expect(elapsed(resetClock(running, 7000), 7500)).toBe(500);
    expect(elapsed(resetClock(paused, 7000), 9000)).toBe(0);
  });

  it('says how far ahead or behind a talk is', () => {
    const clock = { before: 120_000, since: null, minutes: 10 };
    expect(ahead(clock, 0, 5, 10)).toBe(180_000);
    expect(ahead(clock, 0, 2, 10)).toBe(0);
    expect(ahead(clock, 0, 0, 10)).toBe(-60_000);
    expect(ahead({ ...clock, minutes: null }, 0, 1, 10)).toBeNull();
    expect(ahead(clock, 0, 0, 0)).toBeNull();
  });

  it.each([
    [0, '0:00'],
    [65_900, '1:05'],
    [3_729_000, '1:02:09'],
    [-5, '0:00'],
  ])('%d ms is %s', (ms, text) => expect(clockText(ms)).toBe(text));
});

describe('a patch', () => {
  it.each([
    { display: 1 },
    { slide: '' },
    { step: -1 },
    { scroll: 2 },
    { stage: { width: 0, height: 0 } },
    { lesson: 'a/b' },
  ])('%j is refused', (patch) => expect(presentationPatchSchema.safeParse(patch).success).toBe(false));
});
