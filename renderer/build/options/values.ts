import type { BuildSecrets } from '../../../electron/shared/engine/build';
import type { StepFile } from '../../../electron/shared/course/schema';
import type { AskedValues } from '../../editor/dockerfile/protocol';
import type { PairField } from '../../run/order';

/** What was typed to hand over to builds of one workspace. */
export interface BuildValues {
  readonly args: readonly PairField[];
  readonly secrets: readonly PairField[];
}

export const noValues: BuildValues = { args: [], secrets: [] };

/** What is wrong, by the field and its line. */
export interface ValueProblem {
  readonly field: keyof BuildValues;
  readonly line: number;
  readonly message: string;
}

/** What was typed as build arguments and secrets, or what is wrong with it. Lines left empty are no lines. */
export function readValues(
  values: BuildValues,
):
  | { readonly buildArgs: Readonly<Record<string, string>>; readonly secrets: BuildSecrets }
  | { readonly problems: readonly ValueProblem[] } {
  const problems: ValueProblem[] = [];
  const read = (field: keyof BuildValues, pattern: RegExp, message: string): Record<string, string> => {
    const found: Record<string, string> = {};
    values[field].forEach((pair, line) => {
      const name = pair.name.trim();
      if (name === '' && pair.value === '') return;
      if (!pattern.test(name)) problems.push({ field, line, message });
      else if (name in found) problems.push({ field, line, message: `There is another ${name} above.` });
      else found[name] = pair.value;
    });
    return found;
  };
  const buildArgs = read(
    'args',
    /^[A-Za-z_]\w*$/,
    'An argument has letters, digits and underscores, and does not begin with a digit.',
  );
  const secrets = read(
    'secrets',
    /^[\w.-]{1,64}$/,
    'An id has letters, digits, dots, dashes and underscores, as in --mount=type=secret,id=token.',
  );
  return problems.length > 0 ? { problems } : { buildArgs, secrets };
}

/** How many values are handed over. */
export function countValues(values: BuildValues): number {
  return [...values.args, ...values.secrets].filter(({ name }) => name.trim() !== '').length;
}

/** What nobody gives. */
export const nothingAsked: AskedValues = { args: [], secrets: [] };

/**
 * What a step's checks hand over, so that a build by hand has the same: the secrets that the Dockerfile asks for, the
 * first of each id. Not arguments, which checks try out, and nothing that is drawn at random for an attempt.
 */
export function givenByStep(step: StepFile | undefined, asked: AskedValues): BuildValues {
  const found = new Map<string, string>();
  for (const check of step?.checks ?? []) {
    for (const [id, content] of Object.entries('secrets' in check ? check.secrets : {})) {
      if (asked.secrets.includes(id) && !found.has(id) && !content.includes('{{')) found.set(id, content);
    }
  }
  return found.size === 0
    ? noValues
    : { args: [], secrets: [...found].map(([name, value]) => ({ name, value })) };
}

/** The lines to begin with: what is given, then what the Dockerfile cannot do without and nobody gave; one at least. */
export function linesFor(values: BuildValues, asked: AskedValues): BuildValues {
  const lines = (pairs: readonly PairField[], names: readonly string[]) => {
    const missing = names.filter((name) => pairs.every((pair) => pair.name.trim() !== name));
    const all = [...pairs, ...missing.map((name) => ({ name, value: '' }))];
    return all.length > 0 ? all : [{ name: '', value: '' }];
  };
  return { args: lines(values.args, requiredArgs(asked)), secrets: lines(values.secrets, asked.secrets) };
}

/** Without the lines that the Dockerfile asks for and that were left as they were: what is not filled in is not given. */
export function filledIn(typed: BuildValues, asked: AskedValues): BuildValues {
  const args = new Set(requiredArgs(asked));
  const secrets = new Set(asked.secrets);
  const isFilled = (names: ReadonlySet<string>) => (pair: PairField) =>
    pair.value !== '' || !names.has(pair.name.trim());
  return { args: typed.args.filter(isFilled(args)), secrets: typed.secrets.filter(isFilled(secrets)) };
}

/** The arguments that the Dockerfile has no default for. */
function requiredArgs({ args }: AskedValues): readonly string[] {
  return args.flatMap(({ name, fallback }) => (fallback === undefined ? [name] : []));
}
