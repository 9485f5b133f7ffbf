import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow, readWindowState, smallest, writeWindowState } from './window-state';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const left = { x: -1920, y: 0, width: 1920, height: 1080 };

describe('placeWindow', () => {
  it('opens in the middle of the first display where nothing is remembered', () => {
    expect(placeWindow(null, [laptop])).toEqual({ x: 40, y: 10, width: 1360, height: 880 });
  });

  it('opens where it was, on any display that is still there', () => {
    const saved = { x: -1800, y: 100, width: 1000, height: 700 };
    expect(placeWindow(saved, [laptop, left])).toEqual(saved);
  });

  it('comes to the first display when its own is gone, with its size', () => {
    const found = placeWindow({ x: -1800, y: 100, width: 1000, height: 700 }, [laptop]);
    expect(found).toEqual({ x: 220, y: 100, width: 1000, height: 700 });
  });

  it('is not larger than the display it is on', () => {
    expect(placeWindow({ x: 0, y: 0, width: 5000, height: 5000 }, [laptop])).toEqual(laptop);
  });

  it('always has a title bar that can be reached', () => {
    const any = fc.record({
      x: fc.integer({ min: -9000, max: 9000 }),
      y: fc.integer({ min: -9000, max: 9000 }),
      width: fc.integer({ min: -10, max: 9000 }),
      height: fc.integer({ min: -10, max: 9000 }),
    });
    fc.assert(
      fc.property(any, (saved) => {
        const found = placeWindow(saved, [laptop, left]);
        const reachable = [laptop, left].some(
          (area) =>
            Math.min(found.x + found.width, area.x + area.width) - Math.max(found.x, area.x) >= 120 &&
            found.y >= area.y &&
            found.y <= area.y + area.height - 40,
        );
        expect(reachable).toBe(true);
        expect(found.width).toBeGreaterThanOrEqual(smallest.width);
        expect(found.height).toBeGreaterThanOrEqual(smallest.height);
      }),
    );
  });
});

describe('the file', () => {
  it('gives back what was written, and nothing for what is damaged or missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-window-'));
    const file = join(folder, 'window.json');
    const state = { bounds: { x: 1, y: 2, width: 900, height: 700 }, maximised: true, fullScreen: false };
    expect(readWindowState(file)).toBeNull();
    await writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    for (const damaged of ['', '{', '{"bounds": 1}', JSON.stringify({ ...state, bounds: { x: 'a' } })]) {
      await writeFile(file, damaged);
      expect(readWindowState(file)).toBeNull();
    }
    await rm(folder, { recursive: true });
  });
});
