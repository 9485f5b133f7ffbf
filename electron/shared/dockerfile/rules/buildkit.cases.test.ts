import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import { BUILDKIT_RULES } from './buildkit-rules';
import { STAGE_CASES } from './testing/stage-cases';
import { STEP_CASES } from './testing/step-cases';

const CASES = { ...STAGE_CASES, ...STEP_CASES };

/** Rules that a case of another rule raises too, which is right and not what the case is about. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  UndefinedArgInFrom: ['InvalidDefaultArgInFrom'],
  UndefinedVar: ['WorkdirRelativePath'],
  JSONArgsRecommended: ['MultipleInstructionsDisallowed', 'ConsistentInstructionCasing'],
};

it("has cases of every one of BuildKit's rules", () => {
  expect(Object.keys(CASES).sort()).toEqual(BUILDKIT_RULES.map(({ id }) => id).sort());
  for (const cases of Object.values(CASES)) {
    expect(cases.some(([, expected]) => expected.length > 0)).toBe(true);
    expect(cases.some(([, expected]) => expected.length === 0)).toBe(true);
  }
});

describe.each(Object.entries(CASES))('%s', (rule, cases) => {
  it.each(cases.map(([text, expected, options]) => [text, expected, options] as const))(
    '%j',
    (text, expected, options) => {
      const raised = lint(text, options).filter(({ source }) => source === 'buildkit');
      const own = raised.filter((one) => one.rule === rule).map((one) => `${one.line}: ${one.detail ?? ''}`);
      expect(own).toHaveLength(expected.length);
      for (const wanted of expected) {
        const [line, end = ''] = wanted.split(/: (.*)/s);
        expect(own.some((one) => one.startsWith(`${line}:`) && one.endsWith(end))).toBe(true);
      }
      const others = raised.filter((one) => one.rule !== rule && !BESIDE[rule]?.includes(one.rule));
      expect(others.map((one) => one.rule)).toEqual([]);
    },
  );
});
