import { BUILDKIT_RULES } from './buildkit-rules';
import { ERROR_RULES } from './errors';
import { HADOLINT_RULES } from './hadolint-rules';
import type { Rule } from './rule';
import { SHELL_RULES } from './shell-rules';

/** Every rule Drydock knows, in the order of its families. */
export const RULES: readonly Rule[] = [...ERROR_RULES, ...BUILDKIT_RULES, ...HADOLINT_RULES, ...SHELL_RULES];

const BY_NAME = new Map<string, Rule>();
for (const rule of RULES) {
  BY_NAME.set(rule.id, rule);
  for (const alias of rule.aliases) if (!BY_NAME.has(alias)) BY_NAME.set(alias, rule);
}

/** The rule of an id or an alias. */
export function findRule(name: string): Rule | undefined {
  return BY_NAME.get(name);
}
