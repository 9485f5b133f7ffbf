import { ref } from 'vue';
import type { Ref } from 'vue';
import type { DeckPanel } from './panels';

/** The panel that is open beside or over the slide, if any. */
export interface Panels {
  readonly panel: Ref<DeckPanel | undefined>;
  /** Opens it in the place of any other, or closes it. */
  readonly toggle: (wanted: DeckPanel) => void;
  /** Closes what is open, and gives the focus back to the slide. */
  readonly close: () => void;
}

/** @param stage what has the focus while no panel is open. */
export function usePanels(stage: Readonly<Ref<HTMLElement | null>>): Panels {
  const panel = ref<DeckPanel>();
  return {
    panel,
    toggle(wanted) {
      panel.value = panel.value === wanted ? undefined : wanted;
    },
    close() {
      panel.value = undefined;
      stage.value?.focus();
    },
  };
}
