import { nextTick, watch } from 'vue';
import type { Ref } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import { animateFrom, isAutoAnimated, looksOf } from './auto-animate';

const CURRENT = '.slide-pane.is-ready:not(.is-waiting) .slide';

/** Lets what is on two slides in a row move from its place on the one to that on the other, where both ask for it. */
export function useAutoAnimate(
  stage: Readonly<Ref<HTMLElement | null>>,
  deck: () => Deck,
  index: () => number,
): void {
  watch(index, async (now, before) => {
    const { slides } = deck();
    if (Math.abs(now - before) !== 1 || !isAutoAnimated(slides[before], slides[now])) return;
    const left = stage.value?.querySelector<HTMLElement>(CURRENT);
    if (!left) return;
    const looks = looksOf(left);
    await nextTick();
    const reached = stage.value?.querySelector<HTMLElement>(CURRENT);
    if (reached && reached !== left) animateFrom(looks, reached);
  });
}
