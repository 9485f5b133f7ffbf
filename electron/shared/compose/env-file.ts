import type { Problem } from '../problem';
import type { Variables } from './interpolate';
import { interpolate } from './interpolate';

/** The variables of an env file, in file order, and what is wrong with it. */
export interface EnvFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:=|:\s)\s*(.*)$/s;
const NAME_ALONE = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*$/;

/**
 * Reads an env file (Compose Specification, `env_file`): `NAME=value` lines and comments. Single quotes keep a value as
 * it is, also over several lines; double quotes know `\n` and the like, and in them, as in a bare value, `$NAME` is
 * filled in from lines above and from `surroundings`. A bare value ends at ` #`. `raw` fills nothing in and keeps
 * quotes. Never throws.
 */
export function parseEnvFile(text: string, file: string, surroundings: Variables = {}, raw = false): EnvFile {
  const variables: Record<string, string> = {};
  const problems: Problem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const known = (): Variables => ({ ...variables, ...surroundings });
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const number = index + 1;
    if (/^\s*(#|$)/.test(line)) continue;
    const assignment = ASSIGNMENT.exec(line);
    if (!assignment) {
      const alone = NAME_ALONE.exec(line)?.[1];
      const value =
        alone !== undefined && Object.hasOwn(surroundings, alone) ? surroundings[alone] : undefined;
      if (value !== undefined) variables[alone!] = value;
      if (alone === undefined) {
        problems.push({
          severity: 'error',
          file,
          line: number,
          message: `expected NAME=value, found "${line.trim().slice(0, 40)}".`,
        });
      }
      continue;
    }
    const [, name = '', rest = ''] = assignment;
    if (raw) {
      variables[name] = rest.trim();
      continue;
    }
    const quote = rest[0];
    if (quote !== '"' && quote !== "'") {
      variables[name] = filled(rest.replace(/(^|\s+)#.*$/, '').trimEnd(), number);
      continue;
    }
    const quoted = readQuoted(lines, index, rest);
    if (!quoted) {
      problems.push({
        severity: 'error',
        file,
        line: number,
        message: `the quote ${quote} of ${name} is not closed.`,
      });
      break;
    }
    index = quoted.last;
    variables[name] = quote === "'" ? quoted.value : filled(unescape(quoted.value), number);
  }
  return { variables, problems };

  function filled(value: string, line: number): string {
    const { text: result, error } = interpolate(value, known());
    if (error !== undefined) problems.push({ severity: 'error', file, line, message: `${error}.` });
    return result;
  }
}

/** What stands between two quotes, over several lines if need be. */
function readQuoted(
  lines: readonly string[],
  first: number,
  rest: string,
): { readonly value: string; readonly last: number } | undefined {
  const quote = rest[0]!;
  let value = '';
  let current = rest.slice(1);
  for (let last = first; ;) {
    for (let at = 0; at < current.length; at++) {
      if (current[at] === '\\' && quote === '"' && at + 1 < current.length)
        value += current[at++]! + current[at]!;
      else if (current[at] === quote) return { value, last };
      else value += current[at]!;
    }
    last++;
    if (last >= lines.length) return undefined;
    value += '\n';
    current = lines[last]!;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', $: '$$' };

function unescape(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character);
}
