import { shallowRef } from 'vue';
import type { Component, ShallowRef } from 'vue';
import { isFigureName } from '../../electron/shared/figures/names';

/** A figure of Drydock's own in its place on a slide. */
export interface PlacedFigure {
  readonly host: HTMLElement;
  readonly component: Component;
}

/**
 * Puts figures in place of the still content that a deck gives for them. Where nothing can be touched (on paper, in an
 * overview) and where a figure cannot be loaded, that content stays.
 */
export function useFigures(isStill: () => boolean): {
  readonly placed: ShallowRef<readonly PlacedFigure[]>;
  readonly clear: () => void;
  /** Resolves to whether there are any, and the slide has to be measured with them. */
  readonly place: (root: HTMLElement) => Promise<boolean>;
} {
  const placed = shallowRef<readonly PlacedFigure[]>([]);

  async function place(root: HTMLElement): Promise<boolean> {
    const hosts = isStill() ? [] : [...root.querySelectorAll<HTMLElement>('[data-figure]')];
    if (hosts.length === 0) return false;
    const loaded = await Promise.all(hosts.map(load));
    const found = loaded.filter((each) => each !== null).filter(({ host }) => host.isConnected);
    for (const { host } of found) host.replaceChildren();
    placed.value = found;
    return found.length > 0;
  }

  return { placed, clear: () => (placed.value = []), place };
}

async function load(host: HTMLElement): Promise<PlacedFigure | null> {
  const name = host.dataset['figure'] ?? '';
  if (!isFigureName(name)) return null;
  try {
    const { loadFigure } = await import('../figures/registry');
    return { host, component: await loadFigure(name) };
  } catch {
    return null; // the still content says the same
  }
}
