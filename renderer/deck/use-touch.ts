import { onBeforeUnmount, onMounted } from 'vue';
import type { Ref } from 'vue';

/** Shortest swipe, in pixels. */
const SHORTEST = 40;

/** Swipes with one finger: left for next, right for previous. Vertical movement scrolls. */
export function useTouch(
  area: Readonly<Ref<HTMLElement | null>>,
  swipe: { next: () => void; previous: () => void },
): void {
  let start: { x: number; y: number } | undefined;

  function onStart(event: TouchEvent): void {
    const [touch] = event.touches;
    const scrolls = event.target instanceof Element && event.target.closest('pre, table, [data-figure]');
    start =
      touch && event.touches.length === 1 && !scrolls ? { x: touch.clientX, y: touch.clientY } : undefined;
  }

  function onEnd(event: TouchEvent): void {
    const [touch] = event.changedTouches;
    if (!start || !touch) return;
    const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
    start = undefined;
    if (Math.abs(dx) < SHORTEST || Math.abs(dx) < 2 * Math.abs(dy)) return;
    if (dx < 0) swipe.next();
    else swipe.previous();
  }

  onMounted(() => {
    area.value?.addEventListener('touchstart', onStart, { passive: true });
    area.value?.addEventListener('touchend', onEnd, { passive: true });
  });
  onBeforeUnmount(() => {
    area.value?.removeEventListener('touchstart', onStart);
    area.value?.removeEventListener('touchend', onEnd);
  });
}
