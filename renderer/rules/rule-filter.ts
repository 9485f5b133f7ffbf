import type { Rule, RuleSource } from '../../electron/shared/dockerfile';
import { isChanged, levelOf } from './rule-level';
import type { RuleLevel, RuleSettings } from './rule-level';

/** Where rules come from, in the order of their weight; the fifth, our own, has none yet. */
export const SOURCES = ['syntax', 'buildkit', 'hadolint', 'shell'] as const satisfies readonly RuleSource[];

/** Which rules to list. */
export interface RuleFilter {
  readonly query: string;
  readonly level: RuleLevel | 'all';
  readonly source: RuleSource | 'all';
  /** Only what the learner set otherwise than it comes. */
  readonly changedOnly: boolean;
}

/** Lists every rule. */
export const noFilter: RuleFilter = { query: '', level: 'all', source: 'all', changedOnly: false };

/** The rules that pass, in their order; those whose very name is asked for come first. */
export function filterRules(
  rules: readonly Rule[],
  settings: RuleSettings,
  filter: RuleFilter,
): readonly Rule[] {
  const words = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rules.filter(
    (rule) =>
      (filter.source === 'all' || rule.source === filter.source) &&
      (filter.level === 'all' || levelOf(rule, settings) === filter.level) &&
      (!filter.changedOnly || isChanged(rule, settings)) &&
      words.every((word) => wordsOf(rule).includes(word)),
  );
  const isNamed = (rule: Rule): boolean =>
    [rule.id, ...rule.aliases].some((name) => name.toLowerCase() === words.join(' '));
  return [...found.filter(isNamed), ...found.filter((rule) => !isNamed(rule))];
}

function wordsOf({ id, aliases, title, why, topic }: Rule): string {
  return [id, ...aliases, title, why, topic].join('\n').toLowerCase();
}
