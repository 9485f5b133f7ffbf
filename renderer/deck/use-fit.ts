import { onBeforeUnmount, onMounted } from 'vue';
import type { Ref } from 'vue';

/** Text on a slide is never smaller than this, in pixels; a slide that would need less scrolls. */
export const SMALLEST_TEXT = 15;
const LARGEST_TEXT = 44;
/** A slide is laid out as if it were this many characters wide and lines high. */
const EMS_WIDE = 37;
const EMS_HIGH = 21;
/** How often a slide is laid out at most to find its text size. */
const MOST_ATTEMPTS = 8;
/** Share of its size that code is never made smaller than; longer lines scroll. */
const SMALLEST_CODE = 0.72;

/** Text size in pixels for a pane, before looking at what is on the slide. */
export function textSize(width: number, height: number): number {
  return clamp(Math.min(width / EMS_WIDE, height / EMS_HIGH));
}

function clamp(size: number): number {
  return Math.max(SMALLEST_TEXT, Math.min(LARGEST_TEXT, size));
}

/**
 * The largest size at which a slide does not overflow its pane, or the smallest that can be read.
 * @param overflowAt lays the slide out at a size: its height over that of the pane.
 */
export function fittingSize(first: number, overflowAt: (size: number) => number): number {
  let size = first;
  let before: { readonly size: number; readonly overflow: number } | undefined;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && size > SMALLEST_TEXT; attempt++) {
    const overflow = overflowAt(size);
    if (overflow <= 1) return size;
    // Text takes room with the square of its size. A picture as wide as the pane keeps its height: what the text has
    // to give for it shows in the difference of two attempts.
    const asText = size / Math.sqrt(overflow);
    const slope = before ? (before.overflow - overflow) / (before.size - size) : 0;
    const asSeen = slope > 0 ? size - (overflow - 1) / slope : size;
    before = { size, overflow };
    size = Math.max(SMALLEST_TEXT, Math.min(size * 0.985, asText, asSeen));
  }
  return size;
}

/** How much of its size the code in a block keeps, so that its longest line is seen. */
export function fittingCode(room: number, length: number): number {
  return length <= room ? 1 : Math.max(SMALLEST_CODE, Math.floor((room / length) * 100) / 100);
}

/** Width and height of a pane in pixels. */
interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Panes beside each other fill the same parent: its size is asked for once, since asking lays out what is new. It is that
 * with the scroll bar: a slide that is too long for a moment must not pass for one in a narrow pane.
 */
const paneSizes = new WeakMap<Element, PaneSize>();

/** Text sizes that were found, by slide and pane: a slide that comes back is not measured again. */
const textSizes = new WeakMap<object, Map<string, number>>();

function paneSizeOf(pane: HTMLElement): PaneSize {
  return (
    (pane.parentElement && paneSizes.get(pane.parentElement)) ?? {
      width: pane.offsetWidth,
      height: pane.offsetHeight,
    }
  );
}

/** Makes code of its full size smaller where a line would be cut off at the side. All are read before one is changed. */
function fitCode(content: HTMLElement): void {
  const blocks = [...content.querySelectorAll('pre')];
  const shares = blocks.map((block) => fittingCode(block.clientWidth, block.scrollWidth));
  blocks.forEach((block, at) => {
    if (shares[at]! < 1) block.style.setProperty('--code-fit', String(shares[at]));
  });
}

/**
 * Fits a slide into its pane: text as large as the pane allows, smaller where the slide holds much, never unreadable.
 * @param slide what is shown; the same object is as large in a pane of the same size.
 * @returns what to call when the slide's content is there (`fit`), and when it became larger or smaller (`refit`).
 */
export function useFit(
  pane: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  slide: () => object | undefined,
): { readonly fit: () => void; readonly refit: () => void } {
  let observer: ResizeObserver | undefined;
  let fittedTo: PaneSize | undefined;

  function measure(known: (sizes: ReadonlyMap<string, number>, key: string) => number | undefined): void {
    const [outer, inner, shown] = [pane.value, content.value, slide()];
    if (!outer || !inner || !shown) return;
    const { width, height } = paneSizeOf(outer);
    fittedTo = { width, height };
    if (width === 0) return;
    const apply = (size: number): void => outer.style.setProperty('--slide-text', `${size.toFixed(2)}px`);
    const sizes = textSizes.get(shown) ?? new Map<string, number>();
    const key = `${width}x${height}`;
    for (const block of inner.querySelectorAll('pre')) block.style.removeProperty('--code-fit');
    const size =
      known(sizes, key) ??
      fittingSize(textSize(width, height), (attempt) => {
        apply(attempt);
        return inner.scrollHeight / height;
      });
    apply(size);
    textSizes.set(shown, sizes.set(key, size));
    fitCode(inner);
  }

  const fit = (): void => measure((sizes, key) => sizes.get(key));
  const refit = (): void => {
    const shown = slide();
    if (shown) textSizes.delete(shown); // what was found for other panes was of the content before, too
    measure(() => undefined);
  };

  function onResize({ target }: ResizeObserverEntry): void {
    if (!(target instanceof HTMLElement)) return;
    const [width, height] = [target.offsetWidth, target.offsetHeight];
    if (target.parentElement) paneSizes.set(target.parentElement, { width, height });
    if (fittedTo && (fittedTo.width !== width || fittedTo.height !== height)) fit();
  }

  onMounted(() => {
    observer = new ResizeObserver((entries) => entries.forEach(onResize));
    if (pane.value) observer.observe(pane.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return { fit, refit };
}
