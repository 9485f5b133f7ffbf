import { markLines } from './code-blocks';

/** One step of a slide: shows or hides what appears with it. */
export type FragmentStep = (isReached: boolean, isCurrent: boolean) => void;

/**
 * The steps of a slide in the order in which they appear: fragments in reading order, those with the same
 * `data-fragment-index` together and after each other by index, then the line sets of code blocks.
 */
export function fragmentSteps(root: HTMLElement): FragmentStep[] {
  const free: HTMLElement[][] = [];
  const indexed = new Map<number, HTMLElement[]>();
  for (const fragment of root.querySelectorAll<HTMLElement>('.fragment')) {
    const index = Number.parseInt(fragment.dataset['fragmentIndex'] ?? '', 10);
    if (Number.isNaN(index)) free.push([fragment]);
    else indexed.set(index, [...(indexed.get(index) ?? []), fragment]);
  }
  const ordered = [...indexed].sort(([a], [b]) => a - b).map(([, group]) => group);
  return [
    ...[...ordered, ...free].map(showGroup),
    ...[...root.querySelectorAll<HTMLElement>('div.code[data-lines]')].flatMap(lineSteps),
  ];
}

function showGroup(group: readonly HTMLElement[]): FragmentStep {
  return (isReached, isCurrent) => {
    for (const fragment of group) {
      fragment.classList.toggle('is-visible', isReached);
      fragment.classList.toggle('is-current', isCurrent);
    }
  };
}

/** The first line set is marked from the start; each further one is a step. */
function lineSteps(block: HTMLElement): FragmentStep[] {
  const [first = '', ...rest] = (block.dataset['lines'] ?? '').split('|');
  markLines(block, first);
  return rest.map((lines, index) => (isReached, isCurrent) => {
    if (isReached) markLines(block, lines);
    else if (index === 0 && !isCurrent) markLines(block, first);
  });
}

/** Applies the first `reached` steps and hides the others. */
export function applySteps(steps: readonly FragmentStep[], reached: number): void {
  for (let index = steps.length - 1; index >= 0; index--) if (index >= reached) steps[index]?.(false, false);
  for (let index = 0; index < Math.min(reached, steps.length); index++)
    steps[index]?.(true, index === reached - 1);
}
