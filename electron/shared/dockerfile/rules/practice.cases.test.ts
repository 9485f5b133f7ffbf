import { describe, expect, it } from 'vitest';
import { lint } from '../lint';
import { PACKAGE_CASES } from './testing/package-cases';
import type { PracticeCase } from './testing/practice-case';
import { PRACTICE_CASES } from './testing/practice-cases';

function reports(id: string, one: PracticeCase): boolean {
  const [body, options] = typeof one === 'string' ? [one, {}] : one;
  const text = /^(?:FROM|ARG)/.test(body) ? body : `FROM debian:12\n${body}`;
  return lint(text, options).some(({ rule, aliases }) => rule === id || aliases.includes(id));
}

describe.each(Object.entries({ ...PACKAGE_CASES, ...PRACTICE_CASES }))('%s', (id, cases) => {
  it('reports what it is for', () => {
    expect(cases.reports.filter((one) => !reports(id, one))).toEqual([]);
  });

  it('accepts what is right', () => {
    expect(cases.accepts.filter((one) => reports(id, one))).toEqual([]);
  });
});
