// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { parseDeck, renderSlide } from '../../electron/shared/deck';
import { parseLines, showCodeBlocks } from './code-blocks';
import { applySteps, fragmentSteps } from './fragments';
import { nextSection, previousSection, slideOfAnchor } from './navigation';
import { showPictures } from './pictures';
import { sanitise, sanitiseToNodes } from './sanitise';
import { slidesBelow } from './routes';
import { searchSlides } from './search';
import type { SearchHit } from './search';
import { useArrows } from './use-arrows';
import { belongsToDeck } from './use-keyboard';
import { usePosition } from './use-position';
import { stubIdleCallbacks } from '../testing/idle';

const deck = parseDeck(
  '# One\n\n## Layers\n\nAn image is layers.\n\n. . .\n\nMore\n\n## Cache\n\n```sh\nls\n```\n\n# Two\n\n## End\n\n![far](https://example.org/x.png)\n\n![near](figures/a.svg)\n',
);

/** A slide as elements. */
function shown(index: number): HTMLElement {
  const root = document.createElement('div');
  root.append(sanitiseToNodes(renderSlide(deck, index, { sanitise })));
  return root;
}

/** All that is found of a query. */
function hitsOf(query: string): SearchHit[] {
  const search = searchSlides(deck, query);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

describe('pictures', () => {
  it('come from the lesson, or are a labelled placeholder without a request', () => {
    const root = shown(4);
    showPictures(root, 'app://drydock/course/c/1');
    const images = [...root.querySelectorAll('img')].map((image) => image.getAttribute('src'));
    expect(images).toEqual(['app://drydock/course/c/1/figures/a.svg']);
    const placeholder = root.querySelector('.picture-placeholder');
    expect(placeholder?.textContent).toContain('far');
    expect(placeholder?.textContent).toContain('example.org/x.png');
  });
});

describe('code', () => {
  it('can be tried where it is runnable', () => {
    const root = shown(2);
    const asked: string[] = [];
    showCodeBlocks(root, { tryIt: (language, code) => asked.push(language, code) });
    root.querySelector<HTMLButtonElement>('.code-try')?.click();
    expect(asked).toEqual(['sh', 'ls\n']);
  });

  it('reads line sets', () => {
    expect([...parseLines('1,3-5')]).toEqual([1, 3, 4, 5]);
    expect([...parseLines('')]).toEqual([]);
    expect([...parseLines('9-1,x,-')]).toEqual([]);
  });
});

describe('steps', () => {
  beforeEach(() => {
    stubIdleCallbacks();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('show fragments one after the other', () => {
    const root = shown(1);
    const steps = fragmentSteps(root);
    expect(steps).toHaveLength(deck.slides[1]?.fragments ?? -1);
    applySteps(steps, 0);
    expect(root.querySelector('.fragment')?.classList.contains('is-visible')).toBe(false);
    applySteps(steps, 1);
    expect(root.querySelector('.fragment')?.classList.contains('is-visible')).toBe(true);
  });

  it('are taken before the next slide, and all are there when one comes back', async () => {
    const slide = ref(1);
    const position = usePosition(
      () => deck,
      () => slide.value,
      (index) => (slide.value = index),
    );
    position.next();
    expect([slide.value, position.step.value]).toEqual([1, 1]);
    position.next();
    await Promise.resolve();
    expect([slide.value, position.step.value]).toEqual([2, 0]);
    position.previous();
    await Promise.resolve();
    expect([slide.value, position.step.value]).toEqual([1, 1]);
    expect(position.mounted.value).toEqual([1]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(position.mounted.value).toEqual([0, 1, 2]);
    position.goTo(4);
    expect(position.mounted.value).toEqual([4]);
  });
});

describe('finding the way', () => {
  beforeEach(() => {
    stubIdleCallbacks();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('goes from section to section', () => {
    expect(nextSection(deck, 1)).toBe(3);
    expect(nextSection(deck, 3)).toBe(4);
    expect(previousSection(deck, 2)).toBe(0);
    expect(previousSection(deck, 3)).toBe(0);
  });

  it('goes from column to column and within one, and slide by slide where nothing lies in a direction', async () => {
    const slide = ref(0);
    const position = usePosition(
      () => deck,
      () => slide.value,
      (index) => (slide.value = index),
    );
    const arrows = useArrows(() => deck, position);
    const press = async (...keys: readonly (keyof typeof arrows)[]): Promise<number> => {
      for (const key of keys) {
        arrows[key]();
        await nextTick();
      }
      return slide.value;
    };
    expect(deck.slides.map(({ h, v }) => `${h}.${v}`)).toEqual(['0.0', '0.1', '0.2', '1.0', '1.1']);
    expect(await press('right')).toBe(3);
    expect(await press('left')).toBe(0);
    expect(await press('down')).toBe(1);
    expect(await press('down')).toBe(1); // its step first
    expect(position.step.value).toBe(1);
    expect(await press('right')).toBe(3);
    expect(await press('left')).toBe(1); // where the column was left
    expect(position.step.value).toBe(1);
    expect(await press('down', 'down')).toBe(3); // below the last one the deck goes on
    expect(await press('up')).toBe(2);
    expect(await press('top')).toBe(0);
    expect(await press('bottom')).toBe(2);
    expect(await press('right', 'right')).toBe(4); // nothing at the right: on within the column
    expect([slidesBelow(deck, 0), slidesBelow(deck, 2)]).toEqual([2, 0]);
  });

  it('finds slides by anchor and by words', () => {
    expect(slideOfAnchor(deck, '#cache')).toBe(2);
    expect(slideOfAnchor(deck, '#/%')).toBeUndefined();
    expect(hitsOf('image LAYERS').map((hit) => hit.index)).toEqual([1]);
    expect(hitsOf('  ')).toEqual([]);
  });
});

describe('keys', () => {
  it.each([
    ['<p></p>', 'ArrowRight', true],
    ['<input>', 'ArrowRight', false],
    ['<div class="monaco-editor"><p></p></div>', 'b', false],
    ['<button></button>', ' ', false],
    ['<button></button>', 'ArrowRight', true],
  ])('in %s, %j belongs to the deck: %s', (html, key, expected) => {
    const host = document.createElement('div');
    host.append(new DOMParser().parseFromString(html, 'text/html').body);
    document.body.append(host);
    const target = host.querySelector('p, input, button');
    let belongs: boolean | undefined;
    host.addEventListener('keydown', (event) => (belongs = belongsToDeck(event)));
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    expect(belongs).toBe(expected);
  });
});
