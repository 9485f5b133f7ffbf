import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** Test results of one runner, or of several added up. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const none: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

/** Playwright's JSON reporter: a flaky test passed at last, and is counted as passed. */
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts from Vitest's JSON report. */
export function vitestCounts(json: string): Counts {
  const report = vitestReport.parse(JSON.parse(json));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts from Playwright's JSON report. */
export function playwrightCounts(json: string): Counts {
  const { stats } = playwrightReport.parse(JSON.parse(json));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/** Reads a report that a runner may not have come to write. */
export function readCounts(file: string, parse: (json: string) => Counts): Counts {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : none;
}

const vitestFailures = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** The tests that failed, as "file: name"; a file that could not even be read stands by itself. */
export function vitestFailed(json: string): readonly string[] {
  return vitestFailures.parse(JSON.parse(json)).testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const names = failed.map(({ fullName }) => `${file.name}: ${fullName}`);
    return names.length === 0 && file.status === 'failed' ? [file.name] : names;
  });
}

interface Suite {
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly tests: readonly { readonly status: string }[];
  }[];
  readonly suites?: readonly Suite[] | undefined;
}

const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(
      z.object({
        title: z.string(),
        file: z.string(),
        line: z.number(),
        tests: z.array(z.object({ status: z.string() })),
      }),
    ),
    suites: z.array(suite).optional(),
  }),
);

/** The tests that failed, and those that failed at first, as "file:line: name". */
export function playwrightFailed(json: string): readonly string[] {
  const { suites } = z.object({ suites: z.array(suite) }).parse(JSON.parse(json));
  return suites.flatMap(failedIn);
}

function failedIn({ specs, suites = [] }: Suite): readonly string[] {
  const own = specs.flatMap(({ title, file, line, tests }) =>
    tests.flatMap(({ status }) => {
      if (status === 'unexpected') return [`${file}:${line}: ${title}`];
      return status === 'flaky' ? [`${file}:${line}: ${title} (flaky: passed when tried again)`] : [];
    }),
  );
  return [...own, ...suites.flatMap(failedIn)];
}

/** Reads the failures out of a report that a runner may not have come to write. */
export function readFailed(file: string, parse: (json: string) => readonly string[]): readonly string[] {
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : [];
}

/** The last line of `npm test`, as scripts read it. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
