/** What the scripts tell the person at the terminal. All on stderr, so that stdout stays a command's result. */

/** One line about what is being done. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A line that stands out: something the person should know about this run. */
export function notice(text: string): void {
  process.stderr.write(`\nNotice: ${text}\n\n`);
}

/** A failure with the one thing to do about it. Scripts print the message alone, without a stack. */
export class StepError extends Error {
  override name = 'StepError';
}

/** Runs a command's body: a {@link StepError} becomes its sentence and exit code 1; anything else keeps its stack. */
export async function reportingFailure(body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    return 1;
  }
}

/** Whole seconds and tenths since a `performance.now()` value, for a line of progress. */
export function since(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
