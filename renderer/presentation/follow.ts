import { watch } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import type { Position } from '../deck/use-position';
import type { Talk } from './talk';

/** Keeps a reader's place in a deck and the talk's the same, whichever of them moves. */
export function followTalk(talk: () => Talk | undefined, deck: () => Deck, position: Position): void {
  const { index, step } = position;
  watch(
    // The deck too: it grows, and the slide that the talk is at may not have been there before.
    [() => talk()?.state.value, deck] as const,
    ([state]) => {
      const at = state ? deck().slides.findIndex(({ key }) => key === state.slide) : -1;
      if (state && at >= 0 && (at !== index.value || state.step !== step.value))
        position.jump(at, state.step);
    },
    { immediate: true },
  );
  watch([index, step], ([at, taken]) => {
    const state = talk()?.state.value;
    const slide = deck().slides[at]?.key;
    if (!state || slide === undefined || (state.slide === slide && state.step === taken)) return;
    talk()?.point(null);
    talk()?.change({ slide, step: taken, ...(state.slide !== slide && { scroll: 0 }) });
  });
}

/** A slide is laid out no larger than this and then enlarged, so that text grows with the screen it is shown on. */
const LARGEST_LAYOUT = { width: 1440, height: 810 } as const;

/** Size in pixels at which slides for a stage are laid out, and how much they are enlarged from there. */
export function stageLayout(
  width: number,
  height: number,
): { readonly width: number; readonly height: number; readonly scale: number } {
  const scale = Math.max(1, Math.min(width / LARGEST_LAYOUT.width, height / LARGEST_LAYOUT.height));
  return { width: Math.round(width / scale), height: Math.round(height / scale), scale };
}

/** Differences in scrolling below this share are the rounding of pixels. */
const SAME_SCROLL = 0.01;

/** Keeps a slide that is scrolled in one window scrolled as far in the other. @param root holds the slide. */
export function followScroll(talk: () => Talk | undefined, root: () => HTMLElement | null): void {
  watch(
    [() => talk()?.state.value?.scroll, root],
    ([scroll, host], _before, stop) => {
      const paneOf = (): HTMLElement | null | undefined =>
        host?.querySelector<HTMLElement>('.slide-pane:not(.is-waiting)');
      const onScroll = (): void => {
        if (!talk()) return;
        const pane = paneOf();
        const room = pane ? pane.scrollHeight - pane.clientHeight : 0;
        if (!pane || room <= 0) return;
        const share = Math.min(1, pane.scrollTop / room);
        if (Math.abs(share - (talk()?.state.value?.scroll ?? 0)) > SAME_SCROLL)
          talk()?.change({ scroll: share });
      };
      // Asking for sizes lays out what is new: not where nobody follows.
      const pane = scroll === undefined ? undefined : paneOf();
      const room = pane ? pane.scrollHeight - pane.clientHeight : 0;
      if (
        pane &&
        scroll !== undefined &&
        room > 0 &&
        Math.abs(pane.scrollTop / room - scroll) > SAME_SCROLL
      ) {
        pane.scrollTop = scroll * room;
      }
      host?.addEventListener('scroll', onScroll, { capture: true, passive: true });
      stop(() => host?.removeEventListener('scroll', onScroll, { capture: true }));
    },
    { flush: 'post', immediate: true },
  );
}
