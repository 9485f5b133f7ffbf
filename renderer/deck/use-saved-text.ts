import { onBeforeUnmount, onMounted, ref, watch } from 'vue';
import type { Ref } from 'vue';

/** Milliseconds without a key after which a text is saved. */
export const savePause = 600;

/**
 * A text that saves itself: when typing pauses, when its field loses the focus (`flush`), when the component goes,
 * and when the window does.
 * @param save is called with texts that were not saved yet.
 */
export function useSavedText(
  initial: string,
  save: (text: string) => void,
): { readonly text: Ref<string>; readonly flush: () => void } {
  const text = ref(initial);
  let saved = initial;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    if (text.value === saved) return;
    saved = text.value;
    save(saved);
  }

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(flush, savePause);
  });
  onMounted(() => window.addEventListener('beforeunload', flush));
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', flush);
    flush();
  });
  return { text, flush };
}
