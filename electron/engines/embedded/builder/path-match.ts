/** Whether a source has characters that Go's `filepath.Match` gives a meaning. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern);
}

/**
 * A pattern as Go's `filepath.Match` reads it: `*` and `?` stop at slashes, `[a-z]` and `[^a]` are classes, a
 * backslash takes the next character as it is. Undefined for a pattern that Go refuses.
 */
export function compilePathPattern(pattern: string): RegExp | undefined {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '\\') {
      const next = pattern[++at];
      if (next === undefined) return undefined;
      source += escape(next);
    } else if (character === '[') {
      const end = classEnd(pattern, at);
      if (end === undefined) return undefined;
      const inner = pattern.slice(at + 1, end);
      const negated = inner.startsWith('^');
      source += `[${negated ? '^/' : ''}${inner.slice(negated ? 1 : 0).replace(/[[\]^]/g, '\\$&')}]`;
      at = end;
    } else source += escape(character);
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined; // a range that runs backwards
  }
}

function classEnd(pattern: string, start: number): number | undefined {
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === ']' && at > start + 1) return at;
  }
  return undefined;
}

function escape(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
