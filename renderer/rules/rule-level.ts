import type { Rule, Severity } from '../../electron/shared/dockerfile';
import type { RuleSetting } from '../../electron/shared/settings';

/** How grave a rule's finding is shown to be, or that it is not shown at all. */
export type RuleLevel = Severity | 'off';

/** What the learner set for rules, by id or by another tool's name for the rule. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** What BuildKit refuses to build stays an error: to hide it would be to lie about the build. */
export function isFixed(rule: Rule): boolean {
  return rule.source === 'syntax';
}

/** How the rule comes. */
export function defaultLevel(rule: Rule): RuleLevel {
  return rule.enabled && !rule.experimental ? rule.severity : 'off';
}

/** How the rule is, with what the learner set; the linter decides in the same order (rules/policy.ts). */
export function levelOf(rule: Rule, settings: RuleSettings): RuleLevel {
  if (isFixed(rule)) return 'error';
  const name = namesOf(rule).find((one) => Object.hasOwn(settings, one));
  return (name === undefined ? undefined : settings[name]) ?? defaultLevel(rule);
}

/** Whether the learner set something else than how the rule comes. */
export function isChanged(rule: Rule, settings: RuleSettings): boolean {
  return levelOf(rule, settings) !== defaultLevel(rule);
}

/** The settings with this rule at a level; a rule that is as it comes is not named in them. */
export function withLevel(settings: RuleSettings, rule: Rule, level: RuleLevel): Record<string, RuleSetting> {
  const names = new Set(namesOf(rule));
  const others = Object.entries(settings).filter(([name]) => !names.has(name));
  if (isFixed(rule) || level === defaultLevel(rule)) return Object.fromEntries(others);
  return Object.fromEntries([...others, [rule.id, level === 'style' ? 'info' : level]]);
}

function namesOf(rule: Rule): readonly string[] {
  return [rule.id, ...rule.aliases];
}
