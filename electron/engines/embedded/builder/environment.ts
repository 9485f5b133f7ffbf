import { isKeyValue } from '../../../shared/dockerfile/ast';
import type { Stage, Step } from '../../../shared/dockerfile/analysis/model';
import { variablesAt } from '../../../shared/dockerfile/analysis/model';
import { environmentOf } from '../../../shared/dockerfile/words/environment';
import { expandWord } from '../../../shared/dockerfile/words/expand';
import { valuesOf } from '../../../shared/dockerfile/analysis/stages';

/** Build arguments that every step may read without declaring them; they never reach the history or the cache. */
const PREDEFINED = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/** The variables of a RUN: the image's, then the build arguments that no variable hides. */
export function runEnvironment(
  step: Step,
  imageEnvironment: readonly string[],
  buildArguments: Readonly<Record<string, string>>,
): { readonly env: readonly string[]; readonly proxies: readonly string[] } {
  const named = new Set(imageEnvironment.map((line) => line.split('=', 1)[0]));
  const given = new Map([...inheritedArguments(step.stage.base), ...argumentsWithValue(step.stage, step)]);
  const own = [...given].filter(([name]) => !named.has(name));
  const declared = new Set(own.map(([name]) => name));
  const proxies = Object.entries(buildArguments).filter(
    ([name]) => PREDEFINED.includes(name.toUpperCase()) && !declared.has(name) && !named.has(name),
  );
  const line = ([name, value]: readonly [string, string]) => `${name}=${value}`;
  return { env: [...imageEnvironment, ...own.map(line)], proxies: proxies.map(line) };
}

/** A stage that builds on another sees its arguments in RUN, though not in its own instructions. */
function inheritedArguments(stage: Stage | undefined): (readonly [name: string, value: string])[] {
  return stage ? [...inheritedArguments(stage.base), ...argumentsWithValue(stage, undefined)] : [];
}

/** Without those that nobody gave a value: a RUN sees them unset. */
function argumentsWithValue(
  stage: Stage,
  until: Step | undefined,
): (readonly [name: string, value: string])[] {
  const steps = until ? stage.steps.slice(0, stage.steps.indexOf(until)) : stage.steps;
  return steps.flatMap(({ instruction, values }) => {
    if (instruction.name !== 'ARG' || !isKeyValue(instruction)) return [];
    return instruction.pairs.flatMap((pair, index) => {
      const value = values[index * 2 + 1] ?? '';
      return pair.value || value ? [[values[index * 2]!, value] as const] : [];
    });
  });
}

/** The ARGs in force before a step with their values, in the order in which they were declared. */
export function declaredArguments(step: Step): (readonly [name: string, value: string])[] {
  const { steps } = step.stage;
  const values = new Map<string, string>();
  for (const earlier of steps.slice(0, steps.indexOf(step))) {
    if (earlier.instruction.name !== 'ARG' || !isKeyValue(earlier.instruction)) continue;
    for (let at = 0; at < earlier.values.length; at += 2)
      values.set(earlier.values[at]!, earlier.values[at + 1] ?? '');
  }
  return [...values];
}

/** The ARGs as the history shows them: a variable of the image hides the argument of its name. */
export function shownArguments(
  step: Step,
  imageEnvironment: readonly string[],
): (readonly [name: string, value: string])[] {
  const image = new Map(
    imageEnvironment.map((line) => [line.split('=', 1)[0]!, line.slice(line.indexOf('=') + 1)]),
  );
  return declaredArguments(step).map(([name, value]) => [name, image.get(name) ?? value]);
}

/** A word of a step, such as a flag's value, with its variables replaced. */
export function expandIn(
  step: Step,
  word: string,
  options: { readonly ignoreQuotes?: boolean } = {},
): string {
  const environment = environmentOf(valuesOf(variablesAt(step.stage, step)));
  return expandWord(word, environment, options).value;
}
