// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseDeck } from '../../electron/shared/deck';
import { animateFrom, isAutoAnimated, looksOf } from './auto-animate';

afterEach(() => vi.unstubAllGlobals());

function animationsWhere(isMotionUnwanted: boolean): number {
  vi.stubGlobal('matchMedia', () => ({ matches: isMotionUnwanted }));
  const slide = document.createElement('div');
  slide.innerHTML = '<h2>Same</h2><p data-id="keel">keel</p>';
  const animate = vi.fn();
  for (const element of slide.querySelectorAll('*')) {
    Object.assign(element, {
      animate,
      getBoundingClientRect: () => ({ x: 1, y: 2, width: 30, height: 4 }) as DOMRect,
    });
  }
  animateFrom(looksOf(slide), slide);
  return animate.mock.calls.length;
}

describe('what is on two slides', () => {
  it('moves where both slides ask for it', () => {
    const { slides } = parseDeck(
      '## A {auto-animate=true}\n\nx\n\n## B {auto-animate=true}\n\nx\n\n## C\n\nx\n',
    );
    expect(isAutoAnimated(slides[0], slides[1])).toBe(true);
    expect(isAutoAnimated(slides[1], slides[2])).toBe(false);
  });

  it('stands still where motion is unwanted', () => {
    expect(animationsWhere(false)).toBe(2);
    expect(animationsWhere(true)).toBe(0);
  });
});
