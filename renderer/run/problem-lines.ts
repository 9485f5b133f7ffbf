/** What is wrong with the lines of one field of a form, by their places. */
export function problemLines<Field extends string>(
  problems: readonly { readonly field: Field; readonly line?: number; readonly message: string }[],
  wanted: Field,
): ReadonlyMap<number, string> {
  return new Map(
    problems.filter(({ field }) => field === wanted).map(({ line = 0, message }) => [line, message]),
  );
}
