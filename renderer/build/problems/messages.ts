import type { ProblemSeverity } from '../../../electron/shared/problem';

const one = { error: 'error', warning: 'warning', info: 'remark' } as const;

function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? noun : `${noun}s`}`;
}

/** What the Problems panel says. */
export const problemMessages = {
  tools: 'Filter and fix problems',
  filter: 'Filter problems',
  filterPlaceholder: 'Filter by word, rule or file',
  counted: (severity: ProblemSeverity, n: number) => count(n, one[severity]),
  show: (severity: ProblemSeverity, n: number) => `Show ${count(n, one[severity])}`,
  shown: (n: number, all: number) => (n === all ? count(all, 'problem') : `${n} of ${count(all, 'problem')}`),
  fixAll: (n: number) => `Fix all that is safe (${n})`,
  fix: (title: string) => `Fix: ${title}`,
  severities: { error: 'Error', warning: 'Warning', info: 'Remark' },
  explainProblem: (rule: string, place: string) => `Explain ${rule} at ${place}`,
  unsafe: 'Look at what it changes: the image may become another one.',
  allRules: 'All rules',
  nothingShown: 'No problem is like that',
  nothingShownText: 'Change the filter to see the others.',
  changedMeanwhile: 'The file changed in the meantime, so nothing was fixed. Try again.',
} as const;
