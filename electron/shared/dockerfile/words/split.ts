import type { Word } from '../ast';
import { isBlank, isSpace, skipSpace, trimEnd } from '../lexer/characters';
import type { LogicalLine } from '../lexer/logical-line';
import { sourceSpan, sourceWord } from '../lexer/logical-line';

/** Splits `text[from, to)` at blanks; nothing is quoted (FROM, EXPOSE, COPY, ...). */
export function splitBlanks(line: LogicalLine, from: number): Word[] {
  const { text } = line;
  const end = trimEnd(text, from, text.length);
  const words: Word[] = [];
  let at = skipSpace(text, from, end);
  while (at < end) {
    const start = at;
    while (at < end && !isBlank(text.charCodeAt(at))) at++;
    words.push(sourceWord(line, start, at));
    while (at < end && isBlank(text.charCodeAt(at))) at++;
  }
  return words;
}

/** Splits at unquoted space and keeps quotes and escapes in the words (ENV, LABEL, ARG). */
export function splitQuoted(line: LogicalLine, from: number, escape: string): Word[] {
  const { text } = line;
  const end = trimEnd(text, from, text.length);
  const words: Word[] = [];
  let at = from;
  while ((at = skipSpace(text, at, end)) < end) {
    const start = at;
    let value = '';
    let quote = '';
    for (; at < end; at++) {
      const char = text[at]!;
      if (!quote && isSpace(text.charCodeAt(at))) break;
      if (char === escape && quote !== "'") {
        if (at + 1 >= end) break;
        value += char + text[++at]!;
        continue;
      }
      if (quote ? char === quote : char === '"' || char === "'") quote = quote ? '' : char;
      value += char;
    }
    if (at < end && text[at] === escape && at + 1 >= end) at = end;
    if (value) words.push({ ...sourceSpan(line, start, at), value });
  }
  return words;
}
