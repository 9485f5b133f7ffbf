import { onBeforeUnmount, onMounted } from 'vue';
import type { Ref } from 'vue';

/** How a row of tabs is fitted into its room, the roomiest first. What each looks like is UiTabs' style. */
const fits = ['labels', 'icons', 'rows'] as const;

/**
 * Keeps every tab of a row in sight: labels where there is room, else only icons for the tabs that are not in front,
 * else what stands beside the tabs goes below them. Written on the row as `data-fit`, before it is painted.
 * @param list the tabs themselves, within the row.
 * @returns what fits them anew, for a change that is neither of size nor of text.
 */
export function useTabRoom(
  row: Readonly<Ref<HTMLElement | null>>,
  list: () => HTMLElement | null | undefined,
): () => void {
  const fit = (): void => {
    const [tabs, all] = [list(), row.value];
    if (!tabs || !all || all.clientWidth === 0) return; // not shown now
    for (const name of fits) {
      all.dataset['fit'] = name;
      if (tabs.scrollWidth <= tabs.clientWidth) return;
    }
  };
  const resizes = new ResizeObserver(fit);
  const changes = new MutationObserver(fit);
  onMounted(() => {
    if (!row.value) return;
    resizes.observe(row.value);
    // What a tab or an action says; `data-fit` is an attribute, and no change of that kind.
    changes.observe(row.value, { childList: true, characterData: true, subtree: true });
    fit();
    void document.fonts?.ready.then(fit);
  });
  onBeforeUnmount(() => {
    resizes.disconnect();
    changes.disconnect();
  });
  return fit;
}
