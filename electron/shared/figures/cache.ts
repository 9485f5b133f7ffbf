/** What can be different from the last build. */
export const cacheChanges = ['source', 'requirements', 'base', 'nothing'] as const;
export type CacheChange = (typeof cacheChanges)[number];

/** One instruction of the figure's Dockerfile. */
export interface CacheStep {
  readonly id: string;
  readonly text: string;
  /** Changes that make the instruction itself ask another question. */
  readonly reads: readonly CacheChange[];
  /** Seconds that it takes when it is run. */
  readonly seconds: number;
  /** Steps that must come before it, or the build would fail. */
  readonly after: readonly string[];
}

/** A Dockerfile that copies everything before it installs, the usual slow order. */
export const cacheSteps: readonly CacheStep[] = [
  { id: 'from', text: 'FROM python:3.13-slim', reads: ['base'], seconds: 2, after: [] },
  { id: 'workdir', text: 'WORKDIR /srv', reads: [], seconds: 0.2, after: ['from'] },
  {
    id: 'all',
    text: 'COPY . .',
    reads: ['source', 'requirements'],
    seconds: 0.5,
    after: ['from', 'workdir'],
  },
  {
    id: 'list',
    text: 'COPY requirements.txt .',
    reads: ['requirements'],
    seconds: 0.2,
    after: ['from', 'workdir'],
  },
  { id: 'install', text: 'RUN pip install -r requirements.txt', reads: [], seconds: 38, after: ['list'] },
  { id: 'cmd', text: 'CMD ["python", "app.py"]', reads: [], seconds: 0, after: ['from'] },
];

/** What becomes of a step in the next build. */
export interface CacheOutcome {
  readonly step: CacheStep;
  readonly cached: boolean;
  /** Why it runs: what it reads changed, or a step above it ran. */
  readonly why: 'cached' | 'changed' | 'above';
}

/** A build after one change: from the first step that reads what changed, everything below runs again. */
export function rebuild(
  order: readonly CacheStep[],
  change: CacheChange,
): { readonly outcomes: readonly CacheOutcome[]; readonly seconds: number } {
  let broken = false;
  let seconds = 0;
  const outcomes = order.map((step): CacheOutcome => {
    const changed = step.reads.includes(change);
    const why = changed ? 'changed' : broken ? 'above' : 'cached';
    broken ||= changed;
    if (why !== 'cached') seconds += step.seconds;
    return { step, cached: why === 'cached', why };
  });
  return { outcomes, seconds: Math.round(seconds * 10) / 10 };
}

/** The order with one step moved by one place; the same order where that would break the build. */
export function moveStep(order: readonly CacheStep[], from: number, by: 1 | -1): readonly CacheStep[] {
  const to = from + by;
  const [a, b] = by === 1 ? [order[from], order[to]] : [order[to], order[from]];
  if (a === undefined || b === undefined || b.after.includes(a.id)) return order;
  const moved = [...order];
  [moved[from], moved[to]] = [moved[to]!, moved[from]!];
  return moved;
}
