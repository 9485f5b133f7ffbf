import { onBeforeUnmount, onMounted } from 'vue';
import type { Ref } from 'vue';

/** Text on a slide is never smaller than this, in pixels; a slide that would need less scrolls. */
export const SMALLEST_TEXT = 15;
const LARGEST_TEXT = 44;
/** A slide is laid out as if it were this many characters wide and lines high. */
const EMS_WIDE = 37;
const EMS_HIGH = 21;

/** Text size in pixels for a pane, before looking at what is on the slide. */
export function textSize(width: number, height: number): number {
  return clamp(Math.min(width / EMS_WIDE, height / EMS_HIGH));
}

function clamp(size: number): number {
  return Math.max(SMALLEST_TEXT, Math.min(LARGEST_TEXT, size));
}

/**
 * Fits a slide into its pane: text as large as the pane allows, smaller where the slide holds much, never unreadable.
 * @returns a function to call when the slide's content has changed.
 */
export function useFit(
  pane: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
): () => void {
  let observer: ResizeObserver | undefined;

  function fit(): void {
    const [outer, inner] = [pane.value, content.value];
    if (!outer || !inner || outer.clientWidth === 0) return;
    let size = textSize(outer.clientWidth, outer.clientHeight);
    for (let attempt = 0; attempt < 6; attempt++) {
      outer.style.setProperty('--slide-text', `${size.toFixed(2)}px`);
      const overflow = inner.scrollHeight / outer.clientHeight;
      if (overflow <= 1.002 || size <= SMALLEST_TEXT) return;
      size = Math.max(SMALLEST_TEXT, Math.min(size * 0.97, size / Math.sqrt(overflow)));
    }
    outer.style.setProperty('--slide-text', `${size.toFixed(2)}px`);
  }

  onMounted(() => {
    observer = new ResizeObserver(fit);
    if (pane.value) observer.observe(pane.value);
  });
  onBeforeUnmount(() => observer?.disconnect());
  return fit;
}
