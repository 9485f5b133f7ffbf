import type { StandIns } from '../engines/embedded/bundled/stand-ins';
import type { Engines } from '../engines/select';
import type { ErrorData } from '../shared/errors';
import type { CliTerminal } from './terminal';

/** What a command of the command line gets: where to write, and the engines. Handed in, so that tests can watch. */
export interface CliContext {
  readonly engines: Engines;
  /** Base images that come with Drydock, for engines without a network. */
  readonly standIns: StandIns;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  /** Where a learner types; absent where nobody does. */
  readonly terminal?: CliTerminal;
}

/** How a command ended: well, with a negative result, or because it was called wrongly. */
export const EXIT = { ok: 0, negative: 1, misuse: 2 } as const;
/** One of {@link EXIT}, or the exit code of a container for `run` and `exec`. */
export type ExitCode = number;

/** An option that every command has. */
export interface JsonOption {
  readonly json?: boolean;
}

/** Writes a value as JSON. */
export function writeJson({ out }: Pick<CliContext, 'out'>, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}

/** Writes an error: one sentence with its remedy for people, or the same as JSON. Never a stack. */
export function writeError({ err }: Pick<CliContext, 'err'>, error: ErrorData, json: boolean): void {
  const { kind, message, remedy, where } = error;
  if (json) {
    err(`${JSON.stringify({ error: { kind, message, remedy, where } })}\n`);
    return;
  }
  err(`drydock: ${message}${remedy === undefined ? '' : ` ${remedy}`}\n`);
}

/** Writes rows under headings, columns padded to their widest cell. */
export function writeTable(
  { out }: Pick<CliContext, 'out'>,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of [headings, ...rows]) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    out(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** Bytes for people, in the units that Docker's command uses. */
export function sizeInWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)}${units[unit]}`;
}
