import { onBeforeUnmount, onMounted } from 'vue';
import type { Ref } from 'vue';
import type { Direction } from './routes';

/** Shortest swipe, in pixels. */
const SHORTEST = 40;

/**
 * Swipes with one finger lead where the arrow keys do: one to the left brings what is at the right. On a slide that is
 * higher than its pane vertical movement scrolls.
 */
export function useTouch(
  area: Readonly<Ref<HTMLElement | null>>,
  swipe: Readonly<Record<Direction, () => void>>,
): void {
  let start: { x: number; y: number } | undefined;

  function onStart(event: TouchEvent): void {
    const [touch] = event.touches;
    const isOwn = event.target instanceof Element && event.target.closest('pre, table, [data-figure]');
    start =
      touch && event.touches.length === 1 && !isOwn ? { x: touch.clientX, y: touch.clientY } : undefined;
  }

  function onEnd(event: TouchEvent): void {
    const [touch] = event.changedTouches;
    if (!start || !touch) return;
    const [dx, dy] = [touch.clientX - start.x, touch.clientY - start.y];
    start = undefined;
    if (Math.abs(dx) >= SHORTEST && Math.abs(dx) >= 2 * Math.abs(dy)) swipe[dx < 0 ? 'right' : 'left']();
    else if (Math.abs(dy) >= SHORTEST && Math.abs(dy) >= 2 * Math.abs(dx) && !scrolls(event.target))
      swipe[dy < 0 ? 'down' : 'up']();
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

function scrolls(target: EventTarget | null): boolean {
  const pane = target instanceof Element ? target.closest('.slide-pane') : null;
  return pane !== null && pane.scrollHeight > pane.clientHeight + 1;
}
