/** Where variables are looked up. */
export interface Environment {
  get(name: string): string | undefined;
}

/** An environment without variables. */
export const EMPTY_ENVIRONMENT: Environment = { get: () => undefined };

/** Looks names up in a map; on Windows their case does not matter. */
export function environmentOf(values: ReadonlyMap<string, string>, ignoreCase = false): Environment {
  if (!ignoreCase) return values;
  return {
    get(name) {
      const wanted = name.toLowerCase();
      for (const [key, value] of values) if (key.toLowerCase() === wanted) return value;
      return undefined;
    },
  };
}
