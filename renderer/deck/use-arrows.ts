import { watch } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import { neighbour } from './routes';
import type { Direction } from './routes';
import type { Position } from './use-position';

/** Ways through a deck in two dimensions. */
export interface Arrows extends Readonly<Record<Direction, () => void>> {
  /** To the first or last slide of the column. */
  readonly top: () => void;
  readonly bottom: () => void;
}

const FORWARD: readonly Direction[] = ['right', 'down'];

/**
 * What the arrow keys do, as reveal.js has it: left and right lead from column to column, up and down within one, and
 * steps of a slide come before the way on. Where nothing lies in a direction the deck goes on slide by slide, so
 * that one without columns, or a reader who knows only one of the keys, gets to everything.
 */
export function useArrows(deck: () => Deck, position: Position): Arrows {
  const { index, step } = position;
  const visited = new Map<number, number>();
  watch(index, (_now, before) => {
    const column = deck().slides[before]?.h;
    if (column !== undefined) visited.set(column, before);
  });

  function go(direction: Direction): void {
    const isForward = FORWARD.includes(direction);
    const hasSteps = isForward ? step.value < (deck().slides[index.value]?.fragments ?? 0) : step.value > 0;
    const target = hasSteps ? undefined : neighbour(deck(), index.value, direction, visited);
    if (target !== undefined && isForward) position.goTo(target);
    else if (target !== undefined) position.jump(target, Number.POSITIVE_INFINITY);
    else if (isForward) position.next();
    else position.previous();
  }

  /** The end of the column in a direction. */
  function end(direction: 'up' | 'down'): void {
    let at = index.value;
    for (;;) {
      const next = neighbour(deck(), at, direction, visited);
      if (next === undefined) break;
      at = next;
    }
    position.goTo(at);
  }

  return {
    left: () => go('left'),
    right: () => go('right'),
    up: () => go('up'),
    down: () => go('down'),
    top: () => end('up'),
    bottom: () => end('down'),
  };
}
