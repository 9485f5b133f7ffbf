import { ref } from 'vue';
import type { Ref } from 'vue';

/** An element that can have the whole screen. */
export interface FullScreen {
  readonly isFullScreen: Readonly<Ref<boolean>>;
  readonly toggleFullScreen: () => void;
  /** To be told of every `fullscreenchange`. */
  readonly onFullScreen: () => void;
}

/** @param element undefined or null as long as it is not in the page. */
export function useFullScreen(element: Readonly<Ref<HTMLElement | null>>): FullScreen {
  const isFullScreen = ref(false);
  return {
    isFullScreen,
    toggleFullScreen() {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void element.value?.requestFullscreen();
    },
    onFullScreen() {
      isFullScreen.value = document.fullscreenElement === element.value;
    },
  };
}
