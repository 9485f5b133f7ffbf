import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StepError, reportingFailure, say, since } from '../log';
import { root } from '../paths';
import { appEntries, openSession } from '../user/session';
import { buildTargets } from '../vite/build';
import { type Bench, type BenchRow, ratio, verdict } from './bench';
import { machineLine, machineOf } from './machine';
import { table } from './table';

/** What the benchmarks of the window need of a checkout besides the app, when it has to be staged. */
const benchEntries = [...appEntries, 'build', 'e2e', 'electron', 'node_modules', 'tsconfig.json'] as const;

/**
 * `npm run bench`: measures, prints a table and writes out/bench.json. `-- --only NAME` (repeatable) runs some.
 * A missed budget is marked and is no failure of the command; a benchmark that could not run is.
 */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => measure(args));
}

async function measure(args: readonly string[]): Promise<number> {
  const chosen = choose(await allBenches(), args);
  if (!(await buildTargets())) return 1;
  const session = await openSession({ alwaysVirtual: true, entries: benchEntries });
  const machine = machineOf(session);
  say(machineLine(machine));
  const results: { readonly bench: string; readonly rows: readonly BenchRow[] }[] = [];
  const failures: string[] = [];
  try {
    for (const bench of chosen) {
      const start = performance.now();
      try {
        results.push({ bench: bench.name, rows: await bench.run({ session }) });
        say(`Measured ${bench.name} in ${since(start)}.`);
      } catch (error) {
        failures.push(
          `${bench.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`,
        );
        say(failures.at(-1) ?? '');
      }
    }
  } finally {
    session.display.close();
  }
  const rows = results.flatMap(({ bench, rows: measured }) => measured.map((row) => ({ bench, ...row })));
  console.log(`\n${[table(rows), ...failures].join('\n')}\n${machineLine(machine)}`);
  const report = rows.map((row) => ({ ...row, ratio: ratio(row), verdict: verdict(row) }));
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(
    join(root, 'out/bench.json'),
    `${JSON.stringify({ machine, rows: report, failures }, null, 2)}\n`,
  );
  return failures.length > 0 ? 1 : 0;
}

/** Those named by `--only NAME`, or all. @throws StepError for a name that no benchmark has. */
function choose(benches: readonly Bench[], args: readonly string[]): readonly Bench[] {
  const names = args.filter((argument) => argument !== '--only');
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined) {
    throw new StepError(
      `There is no benchmark "${unknown}": use ${benches.map((bench) => bench.name).join(', ')}.`,
    );
  }
  return names.length === 0 ? benches : benches.filter((bench) => names.includes(bench.name));
}

async function allBenches(): Promise<Bench[]> {
  const files = readdirSync(fileURLToPath(new URL('.', import.meta.url))).filter((name) =>
    name.endsWith('.bench.ts'),
  );
  const modules = await Promise.all(
    files.sort().map((file) => import(`./${file}`) as Promise<{ bench: Bench }>),
  );
  return modules.map((module) => module.bench);
}
