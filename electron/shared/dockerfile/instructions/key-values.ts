import type { KeyValue, SyntaxProblem, Word } from '../ast';
import { isBlank, skipSpace, trimEnd } from '../lexer/characters';
import type { LogicalLine } from '../lexer/logical-line';
import { sourceSpan, sourceWord } from '../lexer/logical-line';
import { splitQuoted } from '../words/split';

interface KeyValues {
  pairs: KeyValue[];
  problems: SyntaxProblem[];
}

/** Reads ENV and LABEL: `key=value ...`, or the legacy `key value` when the first word has no `=`. */
export function readKeyValues(line: LogicalLine, from: number, name: string, escape: string): KeyValues {
  const words = splitQuoted(line, from, escape);
  const first = words[0];
  if (!first) return { pairs: [], problems: [] };
  if (!first.value.includes('=')) return readLegacy(line, from, name);
  const pairs: KeyValue[] = [];
  const problems: SyntaxProblem[] = [];
  for (const word of words) {
    const pair = splitAtEquals(word);
    if (pair.value) pairs.push(pair);
    else
      problems.push({
        start: word.start,
        end: word.end,
        code: 'MissingEquals',
        message: `"${word.value}" has no "=": every ${name} entry after the first is key=value too.`,
      });
    if (pair.value && pair.key.value === '') problems.push(blankName(word, name));
  }
  return { pairs, problems };
}

/** Reads ARG: names with or without a default. */
export function readArguments(line: LogicalLine, from: number, escape: string): KeyValues {
  const pairs = splitQuoted(line, from, escape).map(splitAtEquals);
  const blank = pairs.filter((pair) => pair.key.value === '').map((pair) => blankName(pair, 'ARG'));
  return { pairs, problems: blank };
}

function blankName(at: { start: number; end: number }, name: string): SyntaxProblem {
  return {
    start: at.start,
    end: at.end,
    code: 'BlankName',
    message: `A name is missing before "=" in ${name}.`,
  };
}

function readLegacy(line: LogicalLine, from: number, name: string): KeyValues {
  const { text } = line;
  const start = skipSpace(text, from, text.length);
  const end = trimEnd(text, start, text.length);
  let at = start;
  while (at < end && !isBlank(text.charCodeAt(at))) at++;
  const key = sourceWord(line, start, at);
  let value = at;
  while (value < end && isBlank(text.charCodeAt(value))) value++;
  if (value >= end) {
    return {
      pairs: [],
      problems: [
        {
          start: key.start,
          end: key.end,
          code: 'ArgumentCount',
          message: `${name} needs a name and a value: ${name} ${key.value}=...`,
        },
      ],
    };
  }
  const pair = { ...sourceSpan(line, start, end), key, value: sourceWord(line, value, end), legacy: true };
  return { pairs: [pair], problems: [] };
}

function splitAtEquals(word: Word): KeyValue {
  const equals = word.value.indexOf('=');
  const { start, end } = word;
  if (equals < 0) return { start, end, key: word, value: undefined, legacy: false };
  const split = Math.min(start + equals, end);
  return {
    start,
    end,
    key: { start, end: split, value: word.value.slice(0, equals) },
    value: { start: Math.min(split + 1, end), end, value: word.value.slice(equals + 1) },
    legacy: false,
  };
}
