import { watch } from 'vue';
import type { Ref } from 'vue';
import type { Slide } from '../../electron/shared/deck';

/** Tells the key of each slide that is shown to its last step. */
export function useSeen(
  slide: Readonly<Ref<Slide | undefined>>,
  step: Readonly<Ref<number>>,
  tell: (key: string) => void,
): void {
  watch(
    [slide, step],
    ([shown, taken]) => {
      if (shown && taken >= shown.fragments) tell(shown.key);
    },
    { immediate: true },
  );
}
