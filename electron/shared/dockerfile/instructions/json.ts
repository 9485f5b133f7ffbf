import type { Word } from '../ast';
import { skipSpace, trimEnd } from '../lexer/characters';
import type { LogicalLine } from '../lexer/logical-line';
import { sourceSpan } from '../lexer/logical-line';

/** The outcome of reading arguments as a JSON array of strings. */
export type JsonArguments =
  | { kind: 'strings'; words: Word[] }
  /** An array, but not only of strings: an error in every instruction. */
  | { kind: 'mixed' }
  /** No valid JSON array: the arguments are in shell form. */
  | { kind: 'none' };

const STRING = /"(?:[^"\\]|\\.)*"/gs;

/** Reads `text[from, end)` as a JSON array; double quotes only, as JSON says. */
export function readJsonArguments(line: LogicalLine, from: number): JsonArguments {
  const { text } = line;
  const start = skipSpace(text, from, text.length);
  if (text.charCodeAt(start) !== 0x5b) return { kind: 'none' };
  const source = text.slice(start, trimEnd(text, start, text.length));
  let values: unknown;
  try {
    values = JSON.parse(source);
  } catch {
    return { kind: 'none' };
  }
  if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) return { kind: 'mixed' };
  const words = [...source.matchAll(STRING)].map((match, index) => ({
    ...sourceSpan(line, start + match.index, start + match.index + match[0].length),
    value: String(values[index]),
  }));
  return { kind: 'strings', words };
}
