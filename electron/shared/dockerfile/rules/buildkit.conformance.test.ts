import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint';

interface CheckCase {
  fn: string;
  dockerfile: string | null;
  dockerignore: string | null;
  warnings: { rule: string; line: number; detail?: string }[];
}

const file = '../shared/conformance/dockerfile/check-cases.json';
const cases = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CheckCase[]) : [];

/**
 * Cases whose stored Dockerfile is not the one its warnings were written for: the original test builds it with a format
 * string, from another variable or with build arguments, and the extraction took the text before. What they test is tested by
 * name in buildkit.test.ts.
 */
const MISMATCHED = new Set([0, 5, 8, 17, 18, 19, 22, 23, 24, 25, 29, 31, 32, 33, 34]);

describe.skipIf(cases.length === 0)("BuildKit's check cases", () => {
  it.each(cases.map((one, index) => [index, one] as const).filter(([index]) => !MISMATCHED.has(index)))(
    'case %i',
    (_, one) => {
      const found = lint(one.dockerfile ?? '', { dockerignore: one.dockerignore ?? undefined })
        .filter((diagnostic) => diagnostic.source === 'buildkit')
        .map(({ rule, line, detail }) => ({ rule, line, detail }));
      const expected = [
        ...new Map(one.warnings.map((warning) => [JSON.stringify(warning), warning])).values(),
      ];
      const order = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
      expect(found.sort(order)).toEqual(expected.sort(order));
    },
  );
});
