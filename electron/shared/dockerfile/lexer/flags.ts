import type { Flag } from '../ast';
import { isSpace, skipSpace } from './characters';
import type { LogicalLine } from './logical-line';
import { sourceOffset, sourceSpan } from './logical-line';

/** The flags in front of an instruction's arguments and where the arguments begin. */
export interface FlagScan {
  flags: Flag[];
  /** Index in the joined text of the first argument. */
  restIndex: number;
}

/**
 * Reads `--name=value` words from `from` on. Quotes and backslashes are removed as BuildKit does, always with `\`,
 * whatever `# escape=` says. A lone `--` ends the flags.
 */
export function scanFlags(line: LogicalLine, from: number): FlagScan {
  const { text } = line;
  const flags: Flag[] = [];
  let at = skipSpace(text, from, text.length);
  while (text.charCodeAt(at) === 0x2d && text.charCodeAt(at + 1) === 0x2d) {
    const word = readFlagWord(text, at);
    if (word.value === '--') return { flags, restIndex: skipSpace(text, word.end, text.length) };
    flags.push(toFlag(line, word));
    at = skipSpace(text, word.end, text.length);
  }
  return { flags, restIndex: at };
}

interface FlagWord {
  value: string;
  start: number;
  end: number;
}

function readFlagWord(text: string, start: number): FlagWord {
  let value = '';
  let quote = 0;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!quote && isSpace(code)) break;
    if (quote ? code === quote : code === 0x22 || code === 0x27) {
      quote = quote ? 0 : code;
    } else if (code === 0x5c) {
      if (at + 1 < text.length) value += text[++at]!;
    } else {
      value += text[at]!;
    }
  }
  return { value, start, end: at };
}

function toFlag(line: LogicalLine, word: FlagWord): Flag {
  const span = sourceSpan(line, word.start, word.end);
  const equals = word.value.indexOf('=');
  if (equals < 0) {
    return {
      ...span,
      name: word.value.slice(2),
      value: undefined,
      valueSpan: { start: span.end, end: span.end },
    };
  }
  const valueStart = line.text.indexOf('=', word.start) + 1;
  return {
    ...span,
    name: word.value.slice(2, equals),
    value: word.value.slice(equals + 1),
    valueSpan:
      valueStart < word.end
        ? { start: sourceOffset(line, valueStart), end: span.end }
        : { start: span.end, end: span.end },
  };
}
