import { computed, getCurrentInstance, onBeforeUnmount, ref, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import { whenIdle } from '../when-idle';

/** Where a reader is in a deck, and how to move: a slide and the steps taken on it. */
export interface Position {
  readonly index: ComputedRef<number>;
  readonly step: Ref<number>;
  /** The current slide and, as soon as there is time, its neighbours: those that are in the page. */
  readonly mounted: ComputedRef<number[]>;
  readonly isFirst: ComputedRef<boolean>;
  readonly isLast: ComputedRef<boolean>;
  readonly next: () => void;
  readonly previous: () => void;
  readonly goTo: (index: number) => void;
  /** To a slide with some of its steps taken already. */
  readonly jump: (index: number, step: number) => void;
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

  function jump(target: number, taken: number): void {
    const at = Math.max(0, Math.min(target, count.value - 1));
    const reached = Math.max(0, Math.min(taken, fragments(at)));
    if (at === index.value) step.value = reached;
    else {
      stepOnArrival = reached;
      move(at);
    }
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

  /**
   * The slide whose neighbours are in the page. It follows `index` when the window is idle: making and fitting the
   * next neighbour takes longer than a frame may, and the frame after a key belongs to the slide that was asked for.
   */
  const settled = ref(Number.NaN); // none yet
  const mounted = computed(() =>
    [...new Set([settled.value - 1, settled.value, settled.value + 1, index.value])]
      .filter((at) => at >= 0 && at < count.value && Math.abs(at - index.value) <= 1)
      .sort((a, b) => a - b),
  );
  let cancel: (() => void) | undefined;
  watch(
    index,
    (at) => {
      cancel?.();
      cancel = whenIdle(() => (settled.value = at));
    },
    { immediate: true },
  );
  if (getCurrentInstance()) onBeforeUnmount(() => cancel?.());

  return { index, step, mounted, isFirst, isLast, next, previous, goTo, jump };
}
