import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { Ref } from 'vue';

/** A deck that can have the whole screen. */
export interface FullScreen {
  readonly isFullScreen: Readonly<Ref<boolean>>;
  readonly toggleFullScreen: () => void;
}

/**
 * The window is made to fill the screen, and the deck to fill the window. A page may not take the screen by itself:
 * that permission, like nearly all others, is denied.
 * @param toggleWindow makes the window fill the screen, or gives it back.
 */
export function useFullScreen(toggleWindow: () => void): FullScreen {
  const isFullScreen = ref(false);
  /** Whether the window has filled the screen since: on the way there it is smaller too. */
  let wasLarge = false;

  function onResize(): void {
    const isLarge = window.innerWidth >= screen.width && window.innerHeight >= screen.height;
    // The window was made smaller by other means, such as its menu.
    if (wasLarge && !isLarge) isFullScreen.value = false;
    wasLarge = isLarge;
  }

  onMounted(() => {
    onResize();
    window.addEventListener('resize', onResize);
  });
  onBeforeUnmount(() => {
    window.removeEventListener('resize', onResize);
    if (isFullScreen.value) toggleWindow();
  });
  return {
    isFullScreen,
    toggleFullScreen() {
      isFullScreen.value = !isFullScreen.value;
      toggleWindow();
    },
  };
}
