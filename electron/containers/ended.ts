import type { ContainerSummary } from '../shared/engine/container';
import type { EngineEvent } from '../shared/engine/event';

/** Lists that may still have a container running that has ended; a tenth of a second lies between two of them. */
const MOST_LISTS = 50;

/**
 * Containers of which an event said that they ended. Docker 20.10 tells so first, and takes half a second to note it
 * in its list: who lists at once, and hears of nothing else, would have them running for ever.
 */
export class Ended {
  /** By id, in how many lists they were running all the same. */
  readonly #lists = new Map<string, number>();

  take({ action, id }: Pick<EngineEvent, 'action' | 'id'>): void {
    if (action === 'exited') this.#lists.set(id, 0);
    else if (action === 'started' || action === 'removed') this.#lists.delete(id);
  }

  /** Whether a list is older than what was told, so that it should be asked for again. */
  disagreesWith(list: readonly Pick<ContainerSummary, 'id' | 'state'>[]): boolean {
    const running = new Set(list.filter(({ state }) => state === 'running').map(({ id }) => id));
    for (const [id, lists] of this.#lists) {
      if (running.has(id) && lists < MOST_LISTS) this.#lists.set(id, lists + 1);
      else this.#lists.delete(id);
    }
    return this.#lists.size > 0;
  }
}
