/** Raised for a pattern or a substitution that BuildKit refuses; the message is one plain sentence. */
export class WordError extends Error {
  override readonly name = 'WordError';

  constructor(
    message: string,
    readonly code: 'BadSubstitution' | 'UnterminatedQuote' = 'BadSubstitution',
  ) {
    super(message);
  }
}

type Token = { kind: 'star' } | { kind: 'any' } | { kind: 'char'; char: string };

/**
 * Compiles a shell pattern as used in `${name#pattern}`: `*`, `?` and backslash escapes, no brackets.
 * @throws WordError for an escape BuildKit does not know.
 */
export function compilePattern(pattern: string): Token[] {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '\\') {
      const next = chars[at + 1];
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') {
        throw new WordError(`"\\${next ?? ''}" is not an escape that a pattern in \${} may have.`);
      }
      tokens.push({ kind: 'char', char: next });
      at++;
    } else tokens.push({ kind: 'char', char });
  }
  return tokens;
}

/** The ends of all matches that begin at `start`, ascending; simulated as an automaton, so never exponential. */
function matchEnds(tokens: readonly Token[], chars: readonly string[], start: number): number[] {
  let states = closure(tokens, new Set([0]));
  const ends: number[] = [];
  for (let at = start; ; at++) {
    if (states.has(tokens.length)) ends.push(at);
    const char = chars[at];
    if (char === undefined || states.size === 0) return ends;
    const next = new Set<number>();
    for (const state of states) {
      const token = tokens[state];
      if (!token) continue;
      if (token.kind === 'char') {
        if (token.char === char) next.add(state + 1);
      } else if (char !== '\n') next.add(token.kind === 'star' ? state : state + 1);
    }
    states = closure(tokens, next);
  }
}

function closure(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) if (tokens[state]?.kind === 'star') states.add(state + 1);
  return states;
}

/** `${name#pattern}` and, when greedy, `${name##pattern}`. */
export function trimPrefix(value: string, pattern: string, greedy: boolean): string {
  const chars = [...value];
  const ends = matchEnds(compilePattern(pattern), chars, 0);
  const end = greedy ? ends.at(-1) : ends[0];
  return end === undefined ? value : chars.slice(end).join('');
}

/** `${name%pattern}` and, when greedy, `${name%%pattern}`. */
export function trimSuffix(value: string, pattern: string, greedy: boolean): string {
  const tokens = compilePattern(pattern).reverse();
  const chars = [...value].reverse();
  const ends = matchEnds(tokens, chars, 0);
  const end = greedy ? ends.at(-1) : ends[0];
  return end === undefined ? value : chars.slice(end).reverse().join('');
}

/** `${name/pattern/replacement}` and, with `all`, `${name//pattern/replacement}`. Longest match, leftmost first. */
export function replacePattern(value: string, pattern: string, replacement: string, all: boolean): string {
  const tokens = compilePattern(pattern);
  const chars = [...value];
  let result = '';
  let at = 0;
  while (at <= chars.length) {
    const end = matchEnds(tokens, chars, at).at(-1);
    if (end === undefined || (end === at && at > 0 && at === chars.length && chars.length > 0)) {
      result += chars[at] ?? '';
      at++;
      continue;
    }
    result += replacement;
    if (!all) return result + chars.slice(end).join('');
    if (end === at) result += chars[at++] ?? '';
    else at = end;
    if (at === chars.length) break;
  }
  return result;
}
