import { join } from 'node:path';
import { root } from '../paths';
import { runVisibly } from '../processes';
import { buildTargets } from '../vite/build';
import { e2eReport, runE2e } from './e2e';
import { checkPackage } from './packaged';
import { checkStart } from './started';
import {
  type Counts,
  playwrightCounts,
  playwrightFailed,
  readCounts,
  readFailed,
  vitestCounts,
  vitestFailed,
} from './reports';

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  /** What to do when it fails: one sentence. */
  readonly advice: string;
  /** It only reads the sources, and so runs beside others of the kind. */
  readonly readsOnly?: true;
  run(args: readonly string[]): Promise<number>;
  counts?(): Counts;
  /** The tests that failed, by name; read when the step is done. */
  failed?(): readonly string[];
}

const unitReport = join(root, 'out/unit-report.json');
const typeProjects = ['electron/shared', 'electron', 'build', 'e2e'] as const;

/** In the order of their cost: the cheapest answer comes first. */
export const steps: readonly Step[] = [
  {
    name: 'format',
    advice: 'Run "npm run format".',
    readsOnly: true,
    run: () => tool('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  },
  {
    name: 'lint',
    advice: 'Run "npm run lint" and correct what it names.',
    readsOnly: true,
    run: () => tool('eslint/bin/eslint.js', ['.', '--quiet']),
  },
  { name: 'types', advice: 'Correct the type errors above.', readsOnly: true, run: checkTypes },
  {
    name: 'unit',
    advice: 'Run the failing file alone: npx vitest run --config build/vitest.config.ts FILE',
    run: (args) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
      return tool('vitest/vitest.mjs', ['run', '--config', 'build/vitest.config.ts', ...reporters, ...args]);
    },
    counts: () => readCounts(unitReport, vitestCounts),
    failed: () => readFailed(unitReport, vitestFailed),
  },
  {
    name: 'build',
    advice: 'Correct the error above, then run "npm run build".',
    run: async () => ((await buildTargets()) ? 0 : 1),
  },
  {
    name: 'e2e',
    advice: 'Open the trace in out/e2e with "npx playwright show-trace".',
    run: runE2e,
    counts: () => readCounts(e2eReport, playwrightCounts),
    failed: () => readFailed(e2eReport, playwrightFailed),
  },
  { name: 'start', advice: 'Run "npm start -- --screenshot window.png" by itself.', run: checkStart },
  { name: 'packaged', advice: 'Run "npm run package" and start the app in out/packages.', run: checkPackage },
];

async function checkTypes(): Promise<number> {
  for (const project of typeProjects) {
    const code = await tool('typescript/bin/tsc', ['-p', project]);
    if (code !== 0) return code;
  }
  return tool('vue-tsc/bin/vue-tsc.js', ['-p', 'renderer']);
}

/** A package's own script, started without npx. */
function tool(script: string, args: readonly string[]): Promise<number> {
  return runVisibly(
    { file: process.execPath, args: [join(root, 'node_modules', script), ...args] },
    { cwd: root },
  );
}
