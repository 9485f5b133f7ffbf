import { nextTick } from 'vue';
import type { Router } from 'vue-router';

/**
 * All views scroll in one element: each begins at its top, and where the learner was before is found again.
 * An address with a query leads to a place of its own, which its view scrolls to.
 */
export function keepScrollPlaces(router: Router, scroller: () => HTMLElement | null): void {
  const places = new Map<string, number>();
  router.beforeEach((_to, from) => {
    places.set(from.path, scroller()?.scrollTop ?? 0);
  });
  router.afterEach(async (to, from) => {
    const element = scroller();
    if (to.path === from.path || !element) return;
    element.scrollTop = 0;
    const place = places.get(to.path) ?? 0;
    if (place === 0 || Object.keys(to.query).length > 0) return;
    await nextTick();
    element.scrollTop = place;
  });
}
