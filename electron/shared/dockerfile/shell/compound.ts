import type { CompoundCommand, ShellWord } from './ast';
import type { Cursor } from './cursor';
import { MAX_DEPTH } from './cursor';
import { peekKeyword, readList, RESERVED, readScript, skipNewlines } from './parse-shell';
import { readRedirection } from './simple';
import { arithmeticEnd, readWord } from './word';

/** Reads a loop, condition, group or function; undefined when a simple command begins here. */
export function compoundCommand(cursor: Cursor): CompoundCommand | undefined {
  if (cursor.depth >= MAX_DEPTH) return undefined;
  const command: CompoundCommand = {
    kind: 'compound',
    type: 'group',
    start: cursor.at,
    end: cursor.at,
    bodies: [],
    words: [],
    name: undefined,
    redirections: [],
  };
  cursor.depth++;
  const found = readCompound(cursor, command);
  cursor.depth--;
  if (!found) return undefined;
  for (;;) {
    cursor.skipBlanks();
    const redirection = readRedirection(cursor);
    if (!redirection) break;
    command.redirections.push(redirection);
  }
  command.end = cursor.at;
  const next = cursor.peek();
  if (next !== '' && !/[;&|)\n]/.test(next) && !RESERVED.has(peekKeyword(cursor))) {
    cursor.report(cursor.at, cursor.at + 1, 'A ";" or a line break is missing here.');
  }
  return command;
}

function readCompound(cursor: Cursor, command: CompoundCommand): boolean {
  if (cursor.startsWith('((') && readArithmetic(cursor)) {
    command.type = 'test';
    return true;
  }
  if (cursor.peek() === '(') {
    command.type = 'subshell';
    cursor.at++;
    command.bodies.push(readList(cursor, () => false));
    if (cursor.peek() === ')') cursor.at++;
    else missing(cursor, command, ')');
    return true;
  }
  const word = peekKeyword(cursor);
  switch (word) {
    case '{':
      cursor.at++;
      command.bodies.push(readList(cursor, (next) => next === '}'));
      expect(cursor, command, '}');
      return true;
    case '[[':
      return readTest(cursor, command);
    case 'if':
      return readIf(cursor, command);
    case 'while':
    case 'until':
      command.type = word;
      cursor.at += word.length;
      command.bodies.push(readList(cursor, (next) => next === 'do'));
      readDo(cursor, command);
      return true;
    case 'for':
    case 'select':
      return readFor(cursor, command, word);
    case 'case':
      return readCase(cursor, command);
    default:
      return readFunction(cursor, command, word);
  }
}

/** `((i++))`; two words side by side are no arithmetic, so that it is a subshell in a subshell. */
function readArithmetic(cursor: Cursor): boolean {
  const end = arithmeticEnd(cursor, cursor.at);
  if (end === undefined) return false;
  const inner = cursor.text.slice(cursor.at + 2, end - 2);
  if (/[;\n]|[\w)]\s+[\w$("']/.test(inner)) return false;
  cursor.at = end;
  return true;
}

function missing(cursor: Cursor, command: CompoundCommand, what: string): void {
  const open = cursor.text.slice(command.start).match(/^\S\w*/)?.[0] ?? '';
  cursor.report(
    command.start,
    command.start + open.length,
    `"${what}" is missing for the "${open}" that begins here.`,
  );
}

function expect(cursor: Cursor, command: CompoundCommand, word: string): boolean {
  skipNewlines(cursor);
  if (peekKeyword(cursor) === word) {
    cursor.at += word.length;
    return true;
  }
  missing(cursor, command, word);
  return false;
}

function readDo(cursor: Cursor, command: CompoundCommand): void {
  if (!expect(cursor, command, 'do')) return;
  command.bodies.push(readList(cursor, (next) => next === 'done'));
  expect(cursor, command, 'done');
}

function readIf(cursor: Cursor, command: CompoundCommand): boolean {
  command.type = 'if';
  cursor.at += 2;
  const branch = (next: string): boolean => next === 'elif' || next === 'else' || next === 'fi';
  for (;;) {
    command.bodies.push(readList(cursor, (next) => next === 'then'));
    if (!expect(cursor, command, 'then')) return true;
    command.bodies.push(readList(cursor, branch));
    const next = peekKeyword(cursor);
    if (next === 'elif') {
      cursor.at += 4;
      continue;
    }
    if (next === 'else') {
      cursor.at += 4;
      command.bodies.push(readList(cursor, (word) => word === 'fi'));
    }
    expect(cursor, command, 'fi');
    return true;
  }
}

function readFor(cursor: Cursor, command: CompoundCommand, keyword: string): boolean {
  command.type = 'for';
  cursor.at += keyword.length;
  cursor.skipBlanks();
  if (cursor.startsWith('((')) {
    cursor.at = arithmeticEnd(cursor, cursor.at) ?? cursor.end;
  } else {
    command.name = readWord(cursor, readScript)?.text;
    skipNewlines(cursor);
    if (peekKeyword(cursor) === 'in') {
      cursor.at += 2;
      command.words = readWords(cursor);
    }
  }
  cursor.skipBlanks();
  if (cursor.peek() === ';') cursor.at++;
  readDo(cursor, command);
  return true;
}

function readWords(cursor: Cursor): ShellWord[] {
  const words: ShellWord[] = [];
  for (;;) {
    cursor.skipBlanks();
    const word = readWord(cursor, readScript);
    if (!word) return words;
    words.push(word);
  }
}

function readCase(cursor: Cursor, command: CompoundCommand): boolean {
  command.type = 'case';
  cursor.at += 4;
  cursor.skipBlanks();
  const subject = readWord(cursor, readScript);
  if (subject) command.words.push(subject);
  if (!expect(cursor, command, 'in')) return true;
  for (;;) {
    skipNewlines(cursor);
    if (cursor.done || peekKeyword(cursor) === 'esac') break;
    const before = cursor.at;
    const close = patternEnd(cursor);
    if (close === undefined) break;
    cursor.at = close;
    command.bodies.push(readList(cursor, (next) => next === 'esac'));
    if (cursor.startsWith(';;')) cursor.at += cursor.peek(2) === '&' ? 3 : 2;
    if (cursor.at === before) break;
  }
  expect(cursor, command, 'esac');
  return true;
}

/** Behind the `)` of a pattern of `case`, quotes and brackets inside it stepped over. */
function patternEnd(cursor: Cursor): number | undefined {
  let depth = 0;
  let quote = '';
  for (let at = cursor.at + (cursor.peek() === '(' ? 1 : 0); at < cursor.end; at++) {
    const char = cursor.text[at]!;
    if (char === '\\' && quote !== "'") at++;
    else if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(') depth++;
    else if (char === ')' && depth-- === 0) return at + 1;
  }
  return undefined;
}

function readTest(cursor: Cursor, command: CompoundCommand): boolean {
  const pattern = /\s\]\](?=[\s;&|)]|$)/g;
  pattern.lastIndex = cursor.at;
  const close = pattern.exec(cursor.text);
  if (!close || close.index >= cursor.end) return false;
  command.type = 'test';
  cursor.at = close.index + 3;
  return true;
}

function readFunction(cursor: Cursor, command: CompoundCommand, word: string): boolean {
  const pattern = /(?:function\s+([\w.-]+)\s*(?:\(\s*\))?|([\w.-]+)\s*\(\s*\))\s*(?=[{(])/y;
  if (word === '') return false;
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (!match || cursor.at + match[0].length > cursor.end) return false;
  command.type = 'function';
  command.name = match[1] ?? match[2];
  cursor.at += match[0].length;
  const body = compoundCommand(cursor);
  if (body) command.bodies.push(...body.bodies);
  return true;
}
