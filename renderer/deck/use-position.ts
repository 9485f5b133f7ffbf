import { computed, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { Deck } from '../../electron/shared/deck';

/** Where a reader is in a deck, and how to move: a slide and the steps taken on it. */
export interface Position {
  readonly index: ComputedRef<number>;
  readonly step: Ref<number>;
  /** The current slide and its neighbours: those that are in the page. */
  readonly mounted: ComputedRef<number[]>;
  readonly isFirst: ComputedRef<boolean>;
  readonly isLast: ComputedRef<boolean>;
  readonly next: () => void;
  readonly previous: () => void;
  readonly goTo: (index: number) => void;
}

/** @param move asks for another slide; the owner of the position decides. */
export function usePosition(deck: () => Deck, slide: () => number, move: (index: number) => void): Position {
  const step = ref(0);
  /** Steps to begin with on the next slide: all of them when coming from behind. */
  let stepOnArrival = 0;

  const count = computed(() => deck().slides.length);
  const index = computed(() => Math.max(0, Math.min(slide(), count.value - 1)));
  const fragments = (at: number): number => deck().slides[at]?.fragments ?? 0;
  const isFirst = computed(() => index.value === 0 && step.value === 0);
  const isLast = computed(() => index.value === count.value - 1 && step.value >= fragments(index.value));

  watch(index, () => {
    step.value = stepOnArrival;
    stepOnArrival = 0;
  });

  function goTo(target: number): void {
    const at = Math.max(0, Math.min(target, count.value - 1));
    if (at !== index.value) move(at);
  }

  function next(): void {
    if (step.value < fragments(index.value)) step.value++;
    else goTo(index.value + 1);
  }

  function previous(): void {
    if (step.value > 0) step.value--;
    else if (index.value > 0) {
      stepOnArrival = fragments(index.value - 1);
      goTo(index.value - 1);
    }
  }

  const mounted = computed(() =>
    [index.value - 1, index.value, index.value + 1].filter((at) => at >= 0 && at < count.value),
  );
  return { index, step, mounted, isFirst, isLast, next, previous, goTo };
}
