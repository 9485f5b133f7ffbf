import type { Directive, SyntaxProblem } from '../ast';
import { skipSpace } from './characters';

const DIRECTIVE = /^([a-zA-Z][a-zA-Z0-9]*)(\s*=\s*)(.+?)\s*$/;
const NAMES = ['syntax', 'escape', 'check'] as const;

/**
 * Reads parser directives line by line, with BuildKit's rules: only before anything else, each at most once, and the first
 * line that is none ends them (Dockerfile reference, "Parser directives").
 */
export class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly problems: SyntaxProblem[] = [];
  escape: '\\' | '`' = '\\';
  #done = false;

  /** A reader that has seen all directives of a file, for reading on further down. */
  static finished(directives: readonly Directive[], escape: '\\' | '`'): DirectiveReader {
    const reader = new DirectiveReader();
    reader.directives.push(...directives);
    reader.escape = escape;
    reader.#done = true;
    return reader;
  }

  /** True once no further directive can follow. */
  get done(): boolean {
    return this.#done;
  }

  /** Offers a physical line; returns whether it was a directive. */
  read(text: string, start: number, end: number, line: number): boolean {
    if (this.#done) return false;
    const hash = skipSpace(text, start, end);
    if (hash >= end || text.charCodeAt(hash) !== 0x23) {
      this.#done = true;
      return false;
    }
    const body = skipSpace(text, hash + 1, end);
    const match = DIRECTIVE.exec(text.slice(body, end));
    const name = NAMES.find((known) => known === match?.[1]?.toLowerCase());
    if (!match || !name) {
      this.#done = true;
      return false;
    }
    const valueStart = body + match[1]!.length + match[2]!.length;
    const value = match[3]!;
    const span = { start: hash, end: valueStart + value.length };
    if (this.directives.some((directive) => directive.name === name)) {
      this.problems.push({
        ...span,
        code: 'DuplicateDirective',
        message: `The parser directive "${name}" may be given only once.`,
      });
      return true;
    }
    if (name === 'escape') this.#setEscape(value, span);
    this.directives.push({
      ...span,
      name,
      value,
      valueSpan: { start: valueStart, end: valueStart + value.length },
      line,
    });
    return true;
  }

  #setEscape(value: string, span: { start: number; end: number }): void {
    if (value === '\\' || value === '`') this.escape = value;
    else
      this.problems.push({
        ...span,
        code: 'InvalidEscapeDirective',
        message: `The escape character must be \\ or a backtick, not "${value}".`,
      });
  }
}
