import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportingFailure, say } from '../log';
import { root } from '../paths';
import { openSession } from '../user/session';
import { buildTargets } from '../vite/build';
import { type Bench, type BenchRow, ratio, withinBudget } from './bench';

/** `npm run bench [-- NAME...]`: measures, prints a table and writes out/bench.json. */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => measure(args));
}

async function measure(names: readonly string[]): Promise<number> {
  if (!(await buildTargets())) return 1;
  const session = await openSession({ alwaysVirtual: true });
  const results: Record<string, readonly BenchRow[]> = {};
  let failed = false;
  try {
    for (const bench of await allBenches()) {
      if (names.length > 0 && !names.includes(bench.name)) continue;
      say(`Measuring ${bench.name}.`);
      try {
        results[bench.name] = await bench.run({ session });
      } catch (error) {
        failed = true;
        say(`  ${bench.name} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  } finally {
    session.display.close();
  }
  const rows = Object.values(results).flat();
  console.log(table(rows));
  const machine = { cpus: cpus().length, node: process.versions.node, runtime: session.runtime.origin };
  const report = rows.map((row) => ({ ...row, ratio: ratio(row), ok: withinBudget(row) }));
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out/bench.json'), `${JSON.stringify({ machine, rows: report }, null, 2)}\n`);
  return failed ? 1 : 0;
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

function table(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.what,
    `${row.value.toFixed(1)} ${row.unit}`,
    row.floor ? `${row.floor.value.toFixed(1)} ${row.unit} (${row.floor.name})` : '',
    ratio(row)?.toFixed(2) ?? '',
    row.budget
      ? `${row.budget.of === 'ratio' ? 'ratio ' : ''}${row.budget.most} ${withinBudget(row) ? 'ok' : 'OVER'}`
      : '',
  ]);
  const all = [['measured', 'value', 'floor', 'ratio', 'budget'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}
