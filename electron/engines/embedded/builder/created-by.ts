/** Go's `%q`, as BuildKit writes strings into an image's history. */
export function goQuote(text: string): string {
  return JSON.stringify(text);
}

/** Go's `%q` of a list of strings: `["a" "b"]`. */
export function goQuoteList(list: readonly string[]): string {
  return `[${list.map(goQuote).join(' ')}]`;
}

/** Go's `%v` of a list of strings: `[a b]`. */
export function goList(list: readonly string[]): string {
  return `[${list.join(' ')}]`;
}

/** How BuildKit writes a RUN into the history: the build arguments in force, then the command. */
export function runCreatedBy(
  buildArguments: readonly (readonly [name: string, value: string])[],
  command: readonly string[],
): string {
  const count = buildArguments.length;
  const prefix =
    count === 0 ? [] : [`|${count}`, ...buildArguments.map(([name, value]) => `${name}=${value}`)];
  return `RUN ${[...prefix, ...command].join(' ')} # buildkit`;
}
