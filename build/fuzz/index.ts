import { parseArgs } from 'node:util';
import { DECK_FUZZ_TARGETS } from '../../electron/shared/deck/testing/fuzz-targets';
import { FUZZ_TARGETS as DOCKERFILE_FUZZ_TARGETS } from '../../electron/shared/dockerfile/testing/fuzz-targets';
import { Random } from '../../electron/shared/dockerfile/testing/random';
import { YAML_FUZZ_TARGETS } from '../../electron/shared/yaml/testing/fuzz-targets';
import { agentFuzzTargets } from '../guest/fuzz/target';
import { reportingFailure, say, StepError } from '../log';

/**
 * `npm run fuzz -- [--seconds N] [--seed N] [--only NAME]`: tries the parsers on strange texts for that long (60 seconds
 * without a number), beyond what the tests do. A text that breaks one is shown with its seed, and ends the run with 1.
 */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => Promise.resolve(fuzz(optionsOf(args))));
}

const FUZZ_TARGETS = [...DOCKERFILE_FUZZ_TARGETS, ...DECK_FUZZ_TARGETS];

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly only: string | undefined;
}

function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
  });
  return {
    seconds: wholeNumber('--seconds', values.seconds ?? '60'),
    seed: wholeNumber('--seed', values.seed ?? String(Date.now() % 1_000_000)),
    only: values.only,
  };
}

/** @throws StepError for anything but digits. */
function wholeNumber(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new StepError(`${name} needs a whole number, not "${text}".`);
  return Number(text);
}

function fuzz({ seconds, seed, only }: Options): number {
  const all = [...FUZZ_TARGETS, ...YAML_FUZZ_TARGETS, ...agentFuzzTargets()];
  const targets = all.filter(({ name }) => only === undefined || name === only);
  if (targets.length === 0) {
    const names = all.map(({ name }) => name).join(', ');
    throw new StepError(`There is nothing to fuzz called "${only}": use ${names}.`);
  }
  for (const target of targets) {
    const end = performance.now() + (seconds * 1000) / targets.length;
    let runs = 0;
    for (; performance.now() < end; runs += 1) {
      try {
        target.try(new Random(seed + runs));
      } catch (error) {
        say(`${target.name} broke with --seed ${seed + runs}: ${String(error)}`);
        return 1;
      }
    }
    say(`${target.name} survived ${runs} texts from seed ${seed} on.`);
  }
  return 0;
}
