/**
 * A slow second opinion on `.dockerignore`: moby's rules read as rules, tried character by character, with no regular
 * expression and none of the matcher's code.
 */

type Piece =
  | { readonly kind: 'char'; readonly char: string }
  /** `?`, and a class; neither takes a slash unless the class names it. */
  | { readonly kind: 'one'; readonly takes: (char: string) => boolean }
  /** `*`. */
  | { readonly kind: 'inFolder' }
  /** `**` with something behind it: nothing, or anything that ends in a slash. */
  | { readonly kind: 'folders' }
  /** `**` at the end. */
  | { readonly kind: 'rest' };

/** Whether the last pattern that matches the path or a folder above it leaves the path out. */
export function oracleIgnores(patterns: readonly string[], path: string): boolean {
  const parts = path.split('/');
  const candidates = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  let ignored = false;
  for (const pattern of patterns) {
    const exception = pattern.startsWith('!');
    const text = exception ? pattern.slice(1) : pattern;
    if (candidates.some((candidate) => oracleMatches(text, candidate))) ignored = !exception;
  }
  return ignored;
}

function oracleMatches(pattern: string, path: string): boolean {
  const pieces = piecesOf([...pattern]);
  const [first, ...behind] = pieces;
  // A leading `**` before plain text asks only how the path ends, even inside a name.
  if (first?.kind === 'folders' && behind.every(({ kind }) => kind === 'char') && !/[\\\]]/.test(pattern)) {
    const end = pattern.slice(2);
    return path.endsWith(end) || (end.startsWith('/') && path === end.slice(1));
  }
  return fits(pieces, [...path]);
}

function fits(pieces: readonly Piece[], path: readonly string[]): boolean {
  const [piece, ...behind] = pieces;
  if (!piece) return path.length === 0;
  const [char, ...rest] = path;
  switch (piece.kind) {
    case 'char':
      return char === piece.char && fits(behind, rest);
    case 'one':
      return char !== undefined && piece.takes(char) && fits(behind, rest);
    case 'inFolder':
      return fits(behind, path) || (char !== undefined && char !== '/' && fits(pieces, rest));
    case 'folders':
      return fits(behind, path) || path.some((one, at) => one === '/' && fits(behind, path.slice(at + 1)));
    case 'rest':
      return true;
  }
}

function piecesOf(chars: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < chars.length;) {
    const char = chars[at++]!;
    if (char === '*' && chars[at] === '*') {
      at += chars[at + 1] === '/' ? 2 : 1;
      pieces.push({ kind: at >= chars.length ? 'rest' : 'folders' });
    } else if (char === '*') pieces.push({ kind: 'inFolder' });
    else if (char === '?') pieces.push({ kind: 'one', takes: (one) => one !== '/' });
    else if (char === '\\') pieces.push({ kind: 'char', char: chars[at++] ?? '\\' });
    else if (char === '[') {
      const negated = chars[at] === '^';
      if (negated) at++;
      const ranges: [string, string][] = [];
      do {
        const from = chars[at++]!;
        const to = chars[at] === '-' ? chars[at + 1]! : from;
        if (to !== from || chars[at] === '-') at += 2;
        ranges.push([from, to]);
      } while (chars[at] !== ']');
      at++;
      pieces.push({
        kind: 'one',
        takes: (one) => ranges.some(([from, to]) => from <= one && one <= to) !== negated,
      });
    } else pieces.push({ kind: 'char', char });
  }
  return pieces;
}
