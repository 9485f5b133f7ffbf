import { trimSpace } from './lexer/characters';
import type { CompiledPattern } from './ignore/pattern';
import { compilePattern, IgnorePatternError } from './ignore/pattern';
import { cleanPath } from './ignore/clean-path';

export { IgnorePatternError };

/** One pattern line of a `.dockerignore`. */
export interface IgnoreEntry {
  /** Cleaned as the builder does: no leading slash, no `.` or `..` parts, `!` in front of an exception. */
  pattern: string;
  /** 1-based. */
  line: number;
  start: number;
  end: number;
}

/** Reads a `.dockerignore`: comments and empty lines dropped, patterns cleaned (moby/patternmatcher, ignorefile). */
export function parseDockerignore(text: string): IgnoreEntry[] {
  const entries: IgnoreEntry[] = [];
  let start = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const source = index === 0 && line.startsWith('\ufeff') ? line.slice(1) : line;
    const pattern = source.startsWith('#') ? '' : normalise(trimSpace(source));
    if (pattern) entries.push({ pattern, line: index + 1, start, end: start + line.length });
    start += raw.length + 1;
  }
  return entries;
}

function normalise(line: string): string {
  if (line === '') return '';
  const exception = line.startsWith('!');
  let pattern = exception ? trimSpace(line.slice(1)) : line;
  if (pattern) {
    pattern = cleanPath(pattern);
    if (pattern.length > 1 && pattern.startsWith('/')) pattern = pattern.slice(1);
  }
  return exception ? `!${pattern}` : pattern;
}

/** Which patterns matched a folder, to be handed on to what is inside it. */
export type ParentMatches = readonly boolean[];

/** Decides which paths a `.dockerignore` leaves out, as moby's patternmatcher does. */
export class IgnoreMatcher {
  readonly #patterns: readonly CompiledPattern[];

  /** Whether any pattern begins with `!`. */
  readonly hasExceptions: boolean;

  /** Whether a pattern leaves out everything at the root. */
  readonly ignoresEverything: boolean;

  /** @throws IgnorePatternError for a pattern the builder would refuse. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.flatMap((pattern) => compilePattern(pattern) ?? []);
    this.hasExceptions = this.#patterns.some((pattern) => pattern.exception);
    this.ignoresEverything = this.#patterns.some(
      (pattern) => !pattern.exception && ['*', '**', '**/*'].includes(pattern.text),
    );
  }

  /** From the text of a `.dockerignore`. @throws IgnorePatternError */
  static parse(text: string): IgnoreMatcher {
    return new IgnoreMatcher(parseDockerignore(text).map((entry) => entry.pattern));
  }

  /** Whether the path, relative and with `/`, is left out; its folders are tried too. */
  matches(path: string): boolean {
    const parents = parentsOf(path);
    let ignored = false;
    for (const pattern of this.#patterns) {
      if (pattern.exception !== ignored) continue;
      if (pattern.test(path) || parents.some((parent) => pattern.test(parent))) ignored = !pattern.exception;
    }
    return ignored;
  }

  /** The same for a walk from the root down: takes the folder's matches, gives those for the entry. */
  matchesIn(path: string, parent?: ParentMatches): { ignored: boolean; matches: ParentMatches } {
    let ignored = false;
    const parents = parent ? [] : parentsOf(path);
    const matches = this.#patterns.map((pattern, index) => {
      let match = parent?.[index] ?? false;
      if (!match) {
        if (pattern.exception !== ignored) return false;
        match = pattern.test(path) || parents.some((folder) => pattern.test(folder));
      }
      if (match) ignored = !pattern.exception;
      return match;
    });
    return { ignored, matches };
  }

  /** Whether nothing inside an ignored folder can come back, so that a walk may skip it. */
  canSkip(folder: string): boolean {
    const prefix = `${folder}/`;
    return !this.#patterns.some((pattern) => pattern.exception && mayMatchInside(pattern.text, prefix));
  }
}

/** Whether a pattern could match something below `prefix`; compares only the part before the first wildcard. */
function mayMatchInside(pattern: string, prefix: string): boolean {
  const wild = pattern.search(/[*?[\\]/);
  if (wild < 0) return pattern.startsWith(prefix) || prefix.startsWith(`${pattern}/`);
  const fixed = pattern.slice(0, wild);
  return prefix.startsWith(fixed) || fixed.startsWith(prefix);
}

function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) parents.push(path.slice(0, at));
  return parents.filter((parent, index) => parent !== '' || index > 0);
}

/**
 * The ignore file that applies to a Dockerfile: `NAME.dockerignore` beside it, else `.dockerignore` at the root of the
 * context. Paths are relative to the context, with `/`.
 */
export function dockerignoreFor(dockerfile: string, exists: (path: string) => boolean): string | undefined {
  return [`${dockerfile}.dockerignore`, '.dockerignore'].find(exists);
}

/** The files that would be sent to the builder, in the order given. @throws IgnorePatternError */
export function contextFiles<File extends { path: string }>(
  files: readonly File[],
  dockerignore: string,
): File[] {
  const matcher = IgnoreMatcher.parse(dockerignore);
  return files.filter((file) => !matcher.matchesIn(file.path).ignored);
}
