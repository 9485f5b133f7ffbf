import type { ProblemSeverity } from '../../../electron/shared/problem';
import type { EditorProblem } from '../../editor/problems';

/** The severities in the order in which they are shown. */
export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly ProblemSeverity[];

/** Which problems to list. */
export interface ProblemFilter {
  readonly query: string;
  /** The severities that are left out. */
  readonly hidden: readonly ProblemSeverity[];
}

/** How many problems there are of each severity. */
export function countBySeverity(
  problems: readonly EditorProblem[],
): Readonly<Record<ProblemSeverity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity] += 1;
  return counts;
}

/** The problems whose message, rule or file has every word of the query, without those that are left out. */
export function filterProblems(
  problems: readonly EditorProblem[],
  { query, hidden }: ProblemFilter,
): readonly EditorProblem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return problems.filter((problem) => {
    if (hidden.includes(problem.severity)) return false;
    const { message, rule = '', aliases = [], path, line } = problem;
    const text = [message, rule, ...aliases, `${path}:${line}`].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** A name for each problem that stays the same while others come and go, so that an opened one stays open. */
export function keysOf(problems: readonly EditorProblem[]): readonly string[] {
  const seen = new Map<string, number>();
  return problems.map(({ source, path, rule, message }) => {
    const name = [source, path, rule, message].join('\n');
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return `${name}\n${nth}`;
  });
}
