import type { ShellScript, ShellWord, WordPart } from './ast';
import type { Cursor } from './cursor';
import { MAX_DEPTH } from './cursor';

/** Parses the script inside `$(...)` or backticks, from `from` up to `end` or its `)`. */
export type ScriptReader = (cursor: Cursor, close: ')' | undefined, end?: number) => ShellScript;

const WORD_END = /[\s;&|<>()]/;
const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9]|[@*#?$!-]/y;

/** Reads one word; undefined when none begins here. */
export function readWord(cursor: Cursor, readScript: ScriptReader): ShellWord | undefined {
  const start = cursor.at;
  const parts: WordPart[] = [];
  while (!cursor.done) {
    const char = cursor.peek();
    if (WORD_END.test(char)) break;
    if (char === '\\' && cursor.peek(1) === '\n') {
      if (cursor.at === start) break;
      cursor.at += 2;
      continue;
    }
    if (char === "'") parts.push(singleQuoted(cursor));
    else if (char === '"') parts.push(doubleQuoted(cursor, readScript));
    else if (char === '$' || char === '`') parts.push(expansion(cursor, readScript, false));
    else parts.push(plain(cursor));
  }
  if (cursor.at === start) return undefined;
  return {
    start,
    end: cursor.at,
    text: cursor.text.slice(start, cursor.at),
    parts,
    literal: literalOf(parts),
  };
}

function plain(cursor: Cursor): WordPart {
  const start = cursor.at;
  let value = '';
  while (!cursor.done) {
    const char = cursor.peek();
    if (WORD_END.test(char) || char === "'" || char === '"' || char === '$' || char === '`') break;
    if ('?*+@'.includes(char) && cursor.peek(1) === '(') {
      const from = cursor.at;
      skipGroup(cursor);
      value += cursor.text.slice(from, cursor.at);
    } else if (char === '\\') {
      if (cursor.peek(1) === '\n') break;
      value += cursor.peek(1);
      cursor.at = Math.min(cursor.at + 2, cursor.end);
    } else {
      value += char;
      cursor.at++;
    }
  }
  return { kind: 'text', value, start, end: cursor.at };
}

/** Steps over a pattern such as `@(a|b)`, brackets inside it included. */
function skipGroup(cursor: Cursor): void {
  let depth = 0;
  for (; !cursor.done; cursor.at++) {
    const char = cursor.peek();
    if (char === '\\') cursor.at++;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) break;
    else if (char === '\n') return;
  }
  cursor.at = Math.min(cursor.at + 1, cursor.end);
}

function singleQuoted(cursor: Cursor): WordPart {
  const start = cursor.at;
  const close = cursor.text.indexOf("'", start + 1);
  if (close < 0 || close >= cursor.end) {
    cursor.report(start, start + 1, 'The single quote opened here is never closed.');
    cursor.at = cursor.end;
    return { kind: 'single', value: cursor.text.slice(start + 1, cursor.end), start, end: cursor.end };
  }
  cursor.at = close + 1;
  return { kind: 'single', value: cursor.text.slice(start + 1, close), start, end: cursor.at };
}

function doubleQuoted(cursor: Cursor, readScript: ScriptReader): WordPart {
  const start = cursor.at++;
  const parts: WordPart[] = [];
  let text = '';
  let textStart = cursor.at;
  const flush = (): void => {
    if (text) parts.push({ kind: 'text', value: text, start: textStart, end: cursor.at });
    text = '';
  };
  while (!cursor.done) {
    const char = cursor.peek();
    if (char === '"') {
      flush();
      cursor.at++;
      return { kind: 'double', parts, start, end: cursor.at };
    }
    if (char === '$' || char === '`') {
      flush();
      parts.push(expansion(cursor, readScript, true));
      textStart = cursor.at;
    } else if (char === '\\') {
      const next = cursor.peek(1);
      text += '"$`\\'.includes(next) ? next : next === '\n' ? '' : char + next;
      cursor.at = Math.min(cursor.at + 2, cursor.end);
    } else {
      text += char;
      cursor.at++;
    }
  }
  flush();
  cursor.report(start, start + 1, 'The double quote opened here is never closed.');
  return { kind: 'double', parts, start, end: cursor.at };
}

function expansion(cursor: Cursor, readScript: ScriptReader, quoted: boolean): WordPart {
  const start = cursor.at;
  if (cursor.peek() === '`') return backticks(cursor, readScript);
  if (cursor.startsWith('$((')) {
    const end = arithmeticEnd(cursor, start + 1);
    if (end !== undefined) {
      cursor.at = end;
      return { kind: 'arithmetic', start, end };
    }
  }
  if (cursor.startsWith('$(') && cursor.depth < MAX_DEPTH) {
    cursor.at += 2;
    cursor.depth++;
    const script = readScript(cursor, ')');
    cursor.depth--;
    if (cursor.peek() === ')') cursor.at++;
    else cursor.report(start, start + 2, 'The "$(" opened here is never closed.');
    return { kind: 'command', script, backtick: false, start, end: cursor.at };
  }
  if (cursor.startsWith('${')) return braced(cursor);
  if (!quoted && (cursor.peek(1) === "'" || cursor.peek(1) === '"')) {
    cursor.at++;
    return cursor.peek() === "'" ? ansiQuoted(cursor, start) : doubleQuoted(cursor, readScript);
  }
  NAME.lastIndex = start + 1;
  const name = NAME.exec(cursor.text)?.[0];
  if (!name || start + 1 + name.length > cursor.end) {
    cursor.at++;
    return { kind: 'text', value: '$', start, end: cursor.at };
  }
  cursor.at += 1 + name.length;
  return { kind: 'variable', name, rest: '', start, end: cursor.at };
}

/** Behind the `))` that closes the `((` at `from`; undefined where brackets close otherwise: then it is a subshell. */
export function arithmeticEnd(cursor: Cursor, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < cursor.end; at++) {
    const char = cursor.text[at];
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) {
      return cursor.text[at - 1] === ')' ? at + 1 : undefined;
    }
  }
  return undefined;
}

function ansiQuoted(cursor: Cursor, start: number): WordPart {
  let at = cursor.at + 1;
  while (at < cursor.end && cursor.text[at] !== "'") at += cursor.text[at] === '\\' ? 2 : 1;
  if (at >= cursor.end) cursor.report(start, start + 2, 'The quote opened here is never closed.');
  const value = cursor.text.slice(cursor.at + 1, Math.min(at, cursor.end));
  cursor.at = Math.min(at + 1, cursor.end);
  return { kind: 'single', value, start, end: cursor.at };
}

function backticks(cursor: Cursor, readScript: ScriptReader): WordPart {
  const start = cursor.at;
  let close = start + 1;
  while (close < cursor.end && cursor.text[close] !== '`') close += cursor.text[close] === '\\' ? 2 : 1;
  if (close >= cursor.end || cursor.depth >= MAX_DEPTH) {
    if (close >= cursor.end) cursor.report(start, start + 1, 'The backtick opened here is never closed.');
    cursor.at = cursor.end;
    return { kind: 'text', value: cursor.text.slice(start, cursor.end), start, end: cursor.end };
  }
  cursor.at = start + 1;
  cursor.depth++;
  const script = readScript(cursor, undefined, close);
  cursor.depth--;
  cursor.at = close + 1;
  return { kind: 'command', script, backtick: true, start, end: cursor.at };
}

function braced(cursor: Cursor): WordPart {
  const start = cursor.at;
  let at = start + 2;
  let depth = 1;
  let quote = '';
  for (; at < cursor.end; at++) {
    const char = cursor.text[at]!;
    if (char === '\\') at++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === '{' && cursor.text[at - 1] === '$') depth++;
    else if (char === '}' && --depth === 0) break;
  }
  if (at >= cursor.end) cursor.report(start, start + 2, 'The "${" opened here is never closed.');
  const inner = cursor.text.slice(start + 2, Math.min(at, cursor.end));
  const match = /^([#!]?)([A-Za-z_]\w*(?:\[[^\]]*\])?|[0-9]+|[@*#?$!-])/.exec(inner);
  cursor.at = Math.min(at + 1, cursor.end);
  const name = match?.[2]?.replace(/\[.*/, '') ?? '';
  return {
    kind: 'variable',
    name,
    rest: inner.slice(match?.[0].length ?? 0) + (match?.[1] ?? ''),
    start,
    end: cursor.at,
  };
}

function literalOf(parts: readonly WordPart[]): string | undefined {
  let value = '';
  for (const part of parts) {
    if (part.kind === 'text' || part.kind === 'single') value += part.value;
    else if (part.kind === 'double') {
      const inner = literalOf(part.parts);
      if (inner === undefined) return undefined;
      value += inner;
    } else return undefined;
  }
  return value;
}
