import type { BuildSecrets } from '../../../electron/shared/engine/build';
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
