import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import type { LintOptions } from './options';
import { RECONSTRUCTED_CASES } from './testing/reconstructed-cases';

interface Warning {
  rule: string;
  line: number;
  detail?: string;
}

interface CheckCase {
  fn: string;
  dockerfile: string | null;
  dockerignore: string | null;
  warnings: Warning[];
}

const file = '../shared/conformance/dockerfile/check-cases.json';
const cases = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CheckCase[]) : [];

describe.skipIf(cases.length === 0)("BuildKit's check cases", () => {
  it.each(cases.map((one, index) => [index, one.fn, one] as const))('case %i, %s', (index, _, one) => {
    const { text, options } = RECONSTRUCTED_CASES[index] ?? {
      text: one.dockerfile ?? '',
      options: { dockerignore: one.dockerignore ?? undefined },
    };
    // A case may list what the progress and what the summary shows; and some leave the detail open.
    const expected = new Map(one.warnings.map((warning) => [JSON.stringify(warning), warning]));
    const withDetail = one.warnings.every(({ detail }) => detail !== undefined);
    expect(found(text, options, withDetail)).toEqual([...expected.values()].sort(byText));
  });

  it('has a reason for every case that is written anew', () => {
    for (const [index, { because }] of Object.entries(RECONSTRUCTED_CASES)) {
      expect(cases[Number(index)], `case ${index}: ${because}`).toBeDefined();
    }
  });
});

function found(text: string, options: LintOptions | undefined, withDetail: boolean): Warning[] {
  return lint(text, options)
    .filter(({ source }) => source === 'buildkit')
    .map(({ rule, line, detail }) => ({ rule, line, ...(withDetail && detail ? { detail } : {}) }))
    .sort(byText);
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
