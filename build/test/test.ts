import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, reportingFailure, say, since } from '../log';
import { root } from '../paths';
import { add, none, summaryLine } from './reports';
import { type Step, steps } from './steps';

/**
 * `npm test`: every step, the first failure named at the end, and as the last line the number of tests.
 * `--only NAME` (repeatable) runs some steps; arguments after it that are no step go to that step's runner.
 */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => runSteps(args));
}

async function runSteps(args: readonly string[]): Promise<number> {
  const { chosen, rest } = choose(args);
  rmSync(join(root, 'out/unit-report.json'), { force: true });
  const lines: string[] = [];
  const failed: string[] = [];
  let firstFailure: Step | undefined;
  let counts = none;
  for (const together of sideBySide(chosen)) {
    say(`\n== ${together.map(({ name }) => name).join(', ')}`);
    const start = performance.now();
    const ends = await Promise.all(
      together.map(async (step) => ({ step, code: await outcome(step, rest), took: since(start) })),
    );
    for (const { step, code, took } of ends) {
      counts = step.counts ? add(counts, step.counts()) : counts;
      failed.push(...(step.failed?.() ?? []));
      lines.push(`${code === 0 ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(8)} ${took}`);
      if (code !== 0) firstFailure ??= step;
    }
  }
  say(`\n${lines.join('\n')}`);
  // Named here too: a log that is cut keeps its end.
  if (failed.length > 0) say(`\nFailed:\n${failed.map((name) => `  ${name}`).join('\n')}`);
  if (firstFailure) say(`\nThe first failure is in "${firstFailure.name}". ${firstFailure.advice}`);
  process.stdout.write(`\n${summaryLine(counts)}\n`);
  return firstFailure ? 1 : 0;
}

/** Steps in their order; those that only read the sources, and follow each other, at once. */
function sideBySide(all: readonly Step[]): readonly (readonly Step[])[] {
  const groups: Step[][] = [];
  for (const step of all) {
    const last = groups.at(-1);
    if (step.readsOnly && last?.[0]?.readsOnly) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** A step that cannot even start is a failed step: the others still run and the summary is still printed. */
async function outcome(step: Step, args: readonly string[]): Promise<number> {
  try {
    return await step.run(args);
  } catch (error) {
    say(error instanceof StepError ? error.message : String(error instanceof Error ? error.stack : error));
    return 1;
  }
}

function choose(args: readonly string[]): { chosen: readonly Step[]; rest: readonly string[] } {
  const names = new Set<string>();
  const rest: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument === '--only') names.add(args[(index += 1)] ?? '');
    else rest.push(argument);
  }
  const unknown = [...names].find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new StepError(`There is no step "${unknown}": use ${steps.map((step) => step.name).join(', ')}.`);
  }
  if (rest.length > 0 && names.size !== 1) {
    throw new StepError(`"${rest.join(' ')}" is for one step's runner: name that step, as in --only unit.`);
  }
  // The window's tests drive what is built.
  if (names.has('e2e')) names.add('build');
  return { chosen: names.size === 0 ? steps : steps.filter((step) => names.has(step.name)), rest };
}
