import { describe, expect, it } from 'vitest';
import { add, none, playwrightCounts, readCounts, summaryLine, vitestCounts } from './reports';

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
});
