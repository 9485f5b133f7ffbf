import type { Rule, RuleSource } from '../../electron/shared/dockerfile';
import { defaultLevel } from './rule-level';
import type { RuleLevel } from './rule-level';

function count(n: number, one: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;
}

const levels = {
  error: 'Error',
  warning: 'Warning',
  info: 'Remark',
  style: 'Style',
  off: 'Off',
} as const satisfies Record<RuleLevel, string>;

/** What the list of rules, and the explanation of a rule anywhere, say. */
export const ruleMessages = {
  title: 'Dockerfile rules',
  intro:
    'Everything the linter can say about a Dockerfile. What you set here holds for every file you edit in Drydock; a comment holds for one place.',
  back: 'Back',
  search: 'Search rules',
  searchPlaceholder: 'Search by name, like DL3008, or by a word',
  level: 'Severity',
  anyLevel: 'Any severity',
  source: 'Kind',
  anySource: 'Any kind',
  changedOnly: 'Only what I changed',
  resetAll: 'Reset all',
  resetAllTitle: 'Reset all rules?',
  resetAllText: (n: number) => `${count(n, 'rule')} will be as Drydock comes.`,
  found: (n: number, all: number) => (n === all ? count(all, 'rule') : `${n} of ${count(all, 'rule')}`),
  list: 'Rules',
  loading: 'Reading the rules',
  loadFailed: 'The rules could not be read',
  nothing: 'No rule is like that',
  nothingText: 'Try another word, or take a filter away.',
  clearFilters: 'Show all rules',
  levels,
  asItComes: (rule: Rule) => `as Drydock comes: ${levels[defaultLevel(rule)].toLowerCase()}`,
  sources: {
    syntax: 'Stops the build',
    buildkit: 'Build check',
    hadolint: 'Good practice',
    shell: 'Shell in RUN',
    drydock: 'Drydock',
  } satisfies Record<RuleSource, string>,
  onOff: (id: string) => `Rule ${id}`,
  severityOf: (id: string) => `Severity of ${id}`,
  reset: (id: string) => `Reset ${id}`,
  changed: 'changed',
  alwaysOn: 'Always on',
  fixed: 'The builder refuses this, so it is always an error.',
  bad: 'Instead of',
  good: 'Write',
  silence: {
    file: 'To keep it silent in one file, put this line at its top:',
    instruction: 'To keep it silent in one place, put this line above the instruction:',
  },
  copySilence: 'Copy the line',
  copied: 'The line is in the clipboard.',
  slide: (title: string) => `Slide: ${title}`,
  slideElsewhere: (title: string, lesson: string) => `Slide: ${title} (${lesson})`,
  failed: 'The rule could not be changed',
  configure: 'All rules',
  section: 'Dockerfile rules',
  sectionHint: 'What the linter reports while you type, and how gravely.',
  summary: (changed: number) =>
    changed === 0 ? 'All rules are as Drydock comes.' : `${count(changed, 'rule')} set by you.`,
  openList: 'Show all rules',
} as const;
