import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { whenIdle } from '../../when-idle';

/** Cards that fill the tallest window the library opens in; those below are not in sight at first. */
const IN_SIGHT = 8;

let isFirst = true;

/**
 * How many lesson cards to draw. The first library of a window draws those in sight, and the others as soon as it can
 * be used; later ones draw all at once, so that the place where the learner was scrolled to exists.
 * @param hasCards whether there is something to draw yet.
 */
export function useFirstCards(hasCards: () => boolean): Ref<number> {
  const cards = ref(isFirst ? IN_SIGHT : Infinity);
  if (!isFirst) return cards;
  isFirst = false;
  let takeBack = () => {};
  watch(
    hasCards,
    (has) => {
      if (!has) return;
      takeBack();
      takeBack = whenIdle(() => (cards.value = Infinity));
    },
    { immediate: true, flush: 'post' },
  );
  onBeforeUnmount(() => takeBack());
  return cards;
}
