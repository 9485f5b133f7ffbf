import { z } from 'zod';

/** What a variable of a lab may be: one of a list, or a whole number of a range with both its ends. */
export const variableSchema = z.union([
  z.strictObject({
    from: z
      .array(z.union([z.string().min(1).max(200), z.number()]))
      .min(2)
      .max(100),
  }),
  z
    .strictObject({ between: z.tuple([z.number().int(), z.number().int()]) })
    .refine(({ between: [low, high] }) => low < high, 'expected a lower and a higher number'),
]);

/** `variables` of `lab.yaml`, by name. */
export const variablesSchema = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name in lower-case letters, like port'),
  variableSchema,
);
export type Variables = z.infer<typeof variablesSchema>;

/** What was drawn for each variable. */
export type DrawnValues = Readonly<Record<string, string>>;

/**
 * Draws a value for each variable.
 *
 * @param random Gives numbers from 0 up to, not including, 1.
 */
export function drawVariables(variables: Variables, random: () => number): DrawnValues {
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      if ('from' in variable) {
        const { from } = variable;
        return [name, String(from[Math.min(from.length - 1, Math.floor(random() * from.length))])];
      }
      const [low, high] = variable.between;
      return [name, String(Math.min(high, low + Math.floor(random() * (high - low + 1))))];
    }),
  );
}

/** Writes drawn values in the places of `{{name}}`. What is no variable of the lab stays, such as a format of Docker's. */
export function fillText(text: string, values: DrawnValues): string {
  return text.replace(/\{\{([a-z][a-z0-9-]*)\}\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : place,
  );
}

/** Fills every text inside a value; its keys too, since they name environment variables and answers. */
export function fillAll<T>(value: T, values: DrawnValues): T {
  if (Object.keys(values).length === 0) return value;
  return fill(value, values) as T;
}

function fill(value: unknown, values: DrawnValues): unknown {
  if (typeof value === 'string') return fillText(value, values);
  if (Array.isArray(value)) return value.map((each) => fill(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [fillText(key, values), fill(each, values)]),
  );
}

/** Names that a text uses in double braces. */
export function placesIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{([a-z][a-z0-9-]*)\}\}/g)].map(([, name]) => name!);
}
