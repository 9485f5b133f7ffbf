import { describe, expect, it } from 'vitest';
import {
  add,
  none,
  playwrightCounts,
  playwrightFailed,
  readCounts,
  readFailed,
  summaryLine,
  vitestCounts,
  vitestFailed,
} from './reports';

const vitest = JSON.stringify({ numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 });
const playwright = JSON.stringify({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });

describe('test reports', () => {
  it('adds up both runners', () => {
    const sum = add(vitestCounts(vitest), playwrightCounts(playwright));
    expect(summaryLine(sum)).toBe('8 passed, 2 failed, 3 skipped');
  });

  it('leaves out "skipped" when nothing was', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed');
  });

  it('counts nothing for a report that was never written, and refuses one it cannot read', () => {
    expect(readCounts('/nonexistent/report.json', vitestCounts)).toEqual(none);
    expect(() => vitestCounts('{}')).toThrow();
  });

  it('names the tests that failed, in whatever depth, and the flaky ones', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a b' },
      { status: 'failed', fullName: 'a c' },
    ];
    const units = {
      testResults: [
        { name: 'x.test.ts', status: 'failed', assertionResults },
        { name: 'unreadable.test.ts', status: 'failed', assertionResults: [] },
      ],
    };
    expect(vitestFailed(JSON.stringify(units))).toEqual(['x.test.ts: a c', 'unreadable.test.ts']);
    const spec = (title: string, status: string) => ({ title, file: 'y', line: 3, tests: [{ status }] });
    const inner = { specs: [spec('in', 'unexpected'), spec('fine', 'expected')] };
    const windows = { suites: [{ specs: [spec('out', 'flaky')], suites: [inner] }] };
    expect(playwrightFailed(JSON.stringify(windows))).toEqual([
      'y:3: out (flaky: passed when tried again)',
      'y:3: in',
    ]);
    expect(readFailed('/nonexistent/report.json', vitestFailed)).toEqual([]);
  });
});
