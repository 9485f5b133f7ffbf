import type { BuildSummary } from './build';

type Step = BuildSummary['steps'][number];

/** A step of two builds side by side; null where one of them has no such step. */
export interface ComparedStep {
  readonly stage: string;
  readonly text: string;
  readonly before: Step | null;
  readonly after: Step | null;
}

/** What of a build is compared; null where it is not known. */
export interface BuildFigures {
  readonly ms: number;
  readonly cached: number;
  readonly steps: number;
  readonly contextBytes: number;
  readonly imageBytes: number | null;
}

/** Two builds of a workspace, compared. */
export interface BuildComparison {
  readonly before: BuildFigures;
  readonly after: BuildFigures;
  readonly steps: readonly ComparedStep[];
}

/** The figures of a build. */
export function figuresOf(build: BuildSummary): BuildFigures {
  return {
    ms: build.ms,
    cached: build.steps.filter(({ state }) => state === 'cached').length,
    steps: build.steps.length,
    contextBytes: build.contextBytes,
    imageBytes: build.result.ok ? (build.result.imageBytes ?? null) : null,
  };
}

/**
 * Lays the steps of two builds side by side: equal instructions stand in one line, as far as their order allows (the
 * longest common subsequence), and an instruction that was changed stands beside what it was.
 */
export function compareBuilds(before: BuildSummary, after: BuildSummary): BuildComparison {
  return {
    before: figuresOf(before),
    after: figuresOf(after),
    steps: pairChanged(align(before.steps, after.steps)),
  };
}

function align(before: readonly Step[], after: readonly Step[]): readonly ComparedStep[] {
  const same = (a: Step, b: Step): boolean => a.text === b.text && a.stage === b.stage;
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      common[i * width + j] = same(before[i]!, after[j]!)
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: ComparedStep[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, now] = [before[i], after[j]];
    if (old && now && same(old, now)) {
      lines.push(line(old, now));
      i++;
      j++;
    } else if (old && (!now || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      lines.push(line(old, null));
      i++;
    } else {
      lines.push(line(null, now ?? null));
      j++;
    }
  }
  return lines;
}

/** A run of steps that went, followed by one of steps that came, is a change of one into the other, in order. */
function pairChanged(lines: readonly ComparedStep[]): readonly ComparedStep[] {
  const result: ComparedStep[] = [];
  let at = 0;
  while (at < lines.length) {
    const gone = takeWhile(lines, at, ({ after }) => after === null);
    const come = takeWhile(lines, at + gone.length, ({ before }) => before === null);
    if (gone.length + come.length === 0) {
      result.push(lines[at++]!);
      continue;
    }
    for (let index = 0; index < Math.max(gone.length, come.length); index++) {
      const [old, now] = [gone[index], come[index]];
      if (old && now && keyword(old) === keyword(now)) result.push(line(old.before, now.after));
      else result.push(...[old, now].filter((each) => each !== undefined));
    }
    at += gone.length + come.length;
  }
  return result;
}

function takeWhile(
  lines: readonly ComparedStep[],
  from: number,
  test: (line: ComparedStep) => boolean,
): readonly ComparedStep[] {
  let to = from;
  while (to < lines.length && test(lines[to]!)) to++;
  return lines.slice(from, to);
}

function keyword({ text }: ComparedStep): string {
  return /^\S*/.exec(text)?.[0] ?? '';
}

function line(before: Step | null, after: Step | null): ComparedStep {
  const { stage = '', text = '' } = after ?? before ?? {};
  return { stage, text, before, after };
}
