import { expect, it } from 'vitest';
import { findRule } from '../../../electron/shared/dockerfile';
import { ruleMarkdown } from './rule-text';

it('explains a rule with its names, its reason and both examples', () => {
  const rule = findRule('DL3007');
  const text = rule ? ruleMarkdown(rule) : '';
  expect(text).toContain('`LatestTag` `DL3007`');
  for (const part of [rule?.why, rule?.bad, rule?.good]) expect(text).toContain(part);
  expect(text.match(/```dockerfile/g)).toHaveLength(2);
});
