import type { Slide } from '../../electron/shared/deck';

const DURATION = 400;
/** Elements that may be the same on two slides. */
const CANDIDATES = '[data-id], :is(h1, h2, h3, h4, p, li, blockquote, figure, img, div.code, table)';

/** Whether going from one slide to the other moves what is on both (`{auto-animate=true}`, by reveal.js's name). */
export function isAutoAnimated(from: Slide | undefined, to: Slide | undefined): boolean {
  const asks = (slide: Slide | undefined): boolean => {
    const value = slide?.attributes.values['auto-animate'];
    return value !== undefined && value !== 'false';
  };
  return asks(from) && asks(to);
}

/** Where an element was, and how it looked. */
interface Look {
  readonly box: DOMRect;
  readonly fontSize: number;
  readonly color: string;
  readonly backgroundColor: string;
}

/** How the elements of a slide look, by what makes them the same on another slide. */
export type Looks = ReadonlyMap<string, Look>;

/** Looks at a slide before another takes its place. */
export function looksOf(slide: HTMLElement): Looks {
  const looks = new Map<string, Look>();
  for (const [key, element] of elementsOf(slide)) {
    const style = getComputedStyle(element);
    looks.set(key, {
      box: element.getBoundingClientRect(),
      fontSize: Number.parseFloat(style.fontSize),
      color: style.color,
      backgroundColor: style.backgroundColor,
    });
  }
  return looks;
}

/** Moves what was on the slide before from there to its place, and lets the rest appear. Nothing where motion is unwanted. */
export function animateFrom(before: Looks, slide: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const timing = { duration: DURATION, easing: 'cubic-bezier(0.2, 0, 0.1, 1)', fill: 'backwards' } as const;
  const after = looksOf(slide);
  for (const [key, element] of elementsOf(slide)) {
    const [from, to] = [before.get(key), after.get(key)];
    if (!to || to.box.width === 0) continue;
    if (!from || from.box.width === 0) {
      element.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      continue;
    }
    const enlarged =
      to.box.width / (element instanceof HTMLElement ? element.offsetWidth || to.box.width : to.box.width);
    const size = from.fontSize / to.fontSize || 1;
    const [x, y] = [(from.box.x - to.box.x) / enlarged, (from.box.y - to.box.y) / enlarged];
    element.animate(
      [
        {
          transformOrigin: 'top left',
          transform: `translate(${x}px, ${y}px) scale(${size})`,
          color: from.color,
          backgroundColor: from.backgroundColor,
        },
        {
          transformOrigin: 'top left',
          transform: 'none',
          color: to.color,
          backgroundColor: to.backgroundColor,
        },
      ],
      timing,
    );
  }
}

/** Elements by their `data-id`, or by what they are and hold; of two alike the first. None inside another. */
function elementsOf(slide: HTMLElement): ReadonlyMap<string, HTMLElement> {
  const found = new Map<string, HTMLElement>();
  for (const element of slide.querySelectorAll<HTMLElement>(CANDIDATES)) {
    const outer = element.parentElement?.closest(CANDIDATES);
    if (outer && slide.contains(outer) && !outer.matches('li')) continue;
    const held =
      element instanceof HTMLImageElement
        ? (element.dataset['src'] ?? '')
        : (element.textContent ?? '').trim();
    const key = element.dataset['id'] ? `id ${element.dataset['id']}` : `${element.tagName} ${held}`;
    if (!found.has(key)) found.set(key, element);
  }
  return found;
}
