import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import { searchSlides } from './search';
import type { SearchHit } from './search';

/** Milliseconds for which the window is kept from drawing at a time. */
const SLICE = 8;

/** What is found in a deck while the query is typed: a long deck is looked through between frames. */
export function useSearch(deck: () => Deck, query: () => string): Readonly<ShallowRef<SearchHit[]>> {
  const hits = shallowRef<SearchHit[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  function run(search: ReturnType<typeof searchSlides>): void {
    const end = performance.now() + SLICE;
    for (;;) {
      const { done, value } = search.next();
      if (done) {
        hits.value = value;
        return;
      }
      if (performance.now() > end) break;
    }
    timer = setTimeout(() => run(search));
  }

  watch(
    [deck, query],
    () => {
      clearTimeout(timer);
      run(searchSlides(deck(), query()));
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return hits;
}
