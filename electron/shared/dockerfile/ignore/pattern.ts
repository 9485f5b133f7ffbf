import { trimSpace } from '../lexer/characters';
import { cleanPath } from './clean-path';

/** A pattern the builder refuses. The message is one sentence and names the pattern. */
export class IgnorePatternError extends Error {
  override readonly name = 'IgnorePatternError';
}

/** A pattern ready to be tried on a path. */
export interface CompiledPattern {
  /** Without `!`. */
  text: string;
  exception: boolean;
  test(path: string): boolean;
}

/** Compiles one pattern; undefined for an empty one. @throws IgnorePatternError */
export function compilePattern(source: string): CompiledPattern | undefined {
  const trimmed = trimSpace(source);
  if (trimmed === '') return undefined;
  let text = cleanPath(trimmed);
  const exception = text.startsWith('!');
  if (exception) text = text.slice(1);
  if (text === '') throw new IgnorePatternError('A "!" needs a pattern behind it.');
  if (!isGlob(text))
    throw new IgnorePatternError(`"${text}" is no valid pattern: a "[" or "\\" is not complete.`);
  return { text, exception, test: compile(text) };
}

/** Whether Go's `filepath.Match` accepts the pattern. */
function isGlob(pattern: string): boolean {
  const chars = [...pattern];
  let at = 0;
  const readChar = (): boolean => {
    const char = chars[at];
    if (char === undefined || char === '-' || char === ']') return false;
    if (char === '\\') at++;
    if (chars[at] === undefined) return false;
    at++;
    return chars[at] !== undefined;
  };
  while (at < chars.length) {
    const char = chars[at++];
    if (char === '\\' && at++ >= chars.length) return false;
    if (char !== '[') continue;
    if (chars[at] === '^') at++;
    for (let count = 0; ; count++) {
      if (chars[at] === ']' && count > 0) break;
      if (!readChar()) return false;
      if (chars[at] !== '-') continue;
      at++;
      if (!readChar()) return false;
    }
    at++;
  }
  return true;
}

type Test = (path: string) => boolean;

/**
 * Translates a pattern the way patternmatcher does, quirks included: a leading `**` alone makes a suffix match, a trailing
 * one a prefix match, and `**` between crosses any number of folders.
 */
function compile(pattern: string): Test {
  const chars = [...pattern];
  let regex = '^';
  let kind: 'exact' | 'prefix' | 'suffix' | 'regex' = 'exact';
  let at = 0;
  for (let count = 0; at < chars.length; count++) {
    const char = chars[at++]!;
    if (char === '*' && chars[at] === '*') {
      at++;
      if (chars[at] === '/') at++;
      if (at >= chars.length) {
        if (kind === 'exact') kind = 'prefix';
        else {
          regex += '.*';
          kind = 'regex';
        }
      } else {
        regex += '(?:.*/)?';
        kind = 'regex';
      }
      if (count === 0) kind = 'suffix';
    } else if (char === '*' || char === '?') {
      regex += char === '*' ? '[^/]*' : '[^/]';
      kind = 'regex';
    } else if (char === '\\') {
      regex += escapeLiteral(chars[at++] ?? '\\');
      kind = 'regex';
    } else if (char === '[') {
      const close = classEnd(chars, at);
      regex += classSource(chars.slice(at, close));
      at = close + 1;
      kind = 'regex';
    } else {
      if (char === ']') kind = 'regex';
      regex += escapeLiteral(char);
    }
  }
  switch (kind) {
    case 'exact':
      return (path) => path === pattern;
    case 'prefix': {
      const prefix = pattern.slice(0, -2);
      return (path) => path.startsWith(prefix);
    }
    case 'suffix': {
      const suffix = pattern.slice(2);
      return (path) => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    case 'regex': {
      const compiled = toRegExp(`${regex}$`, pattern);
      return (path) => compiled.test(path);
    }
  }
}

function toRegExp(source: string, pattern: string): RegExp {
  try {
    return new RegExp(source, 'su');
  } catch {
    throw new IgnorePatternError(`"${pattern}" is no valid pattern: a range in "[ ]" runs backwards.`);
  }
}

function escapeLiteral(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
}

function classEnd(chars: readonly string[], from: number): number {
  let at = from;
  if (chars[at] === '^') at++;
  for (let first = true; at < chars.length; at++, first = false) {
    if (chars[at] === '\\') at++;
    else if (chars[at] === ']' && !first) return at;
  }
  return chars.length;
}

/** A bracket expression; the characters are escaped one by one, so nothing but ranges and `^` is special. */
function classSource(chars: readonly string[]): string {
  let source = '';
  let negated = false;
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    if (at === 0 && char === '^') negated = true;
    else if (char === '-' && at > 0 && at < chars.length - 1) source += '-';
    else source += (char === '\\' ? (chars[++at] ?? '\\') : char).replace(/[\\\]^[-]/u, '\\$&');
  }
  return `[${negated ? '^' : ''}${source}]`;
}
