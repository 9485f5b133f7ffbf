import { isKeyValue } from '../../../shared/dockerfile/ast';
import type { Step } from '../../../shared/dockerfile/analysis/model';
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
  const own = declaredArguments(step).filter(([name]) => !named.has(name));
  const declared = new Set(own.map(([name]) => name));
  const proxies = Object.entries(buildArguments).filter(
    ([name]) => PREDEFINED.includes(name.toUpperCase()) && !declared.has(name) && !named.has(name),
  );
  const line = ([name, value]: readonly [string, string]) => `${name}=${value}`;
  return { env: [...imageEnvironment, ...own.map(line)], proxies: proxies.map(line) };
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

/** A word of a step, such as a flag's value, with its variables replaced. */
export function expandIn(
  step: Step,
  word: string,
  options: { readonly ignoreQuotes?: boolean } = {},
): string {
  const environment = environmentOf(valuesOf(variablesAt(step.stage, step)));
  return expandWord(word, environment, options).value;
}
