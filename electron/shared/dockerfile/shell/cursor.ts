import type { Span } from '../ast';
import type { ShellProblem } from './ast';

/** Deeper nesting than this is taken as plain text, so that no input exhausts the stack. */
export const MAX_DEPTH = 60;

/** A place in a script and what was noticed on the way. */
export class Cursor {
  at: number;
  depth = 0;
  /** Inside the pattern part of `case`, where `)` ends a word. */
  readonly problems: ShellProblem[] = [];
  readonly comments: Span[] = [];
  /** Heredocs whose bodies begin behind the next line break. */
  readonly heredocs: { name: string; chomp: boolean }[] = [];

  constructor(
    readonly text: string,
    from: number,
    readonly end: number,
  ) {
    this.at = from;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The character `ahead` of here, or an empty string behind the end. */
  peek(ahead = 0): string {
    const index = this.at + ahead;
    return index < this.end ? this.text[index]! : '';
  }

  startsWith(text: string): boolean {
    return this.at + text.length <= this.end && this.text.startsWith(text, this.at);
  }

  report(start: number, end: number, message: string): void {
    if (this.problems.length < 20) this.problems.push({ start, end, message });
  }

  /** Skips blanks, continued lines and a comment, but no line break. */
  skipBlanks(): void {
    for (;;) {
      const char = this.peek();
      if (char === ' ' || char === '\t' || char === '\r' || char === '\v' || char === '\f') this.at++;
      else if (char === '\\' && this.peek(1) === '\n') this.at += 2;
      else if (char === '#' && this.#startsWord()) {
        const newline = this.text.indexOf('\n', this.at);
        const end = newline < 0 || newline > this.end ? this.end : newline;
        this.comments.push({ start: this.at, end });
        this.at = end;
      } else return;
    }
  }

  #startsWord(): boolean {
    return this.at === 0 || /[\s;&|()]/.test(this.text[this.at - 1]!);
  }

  /** Steps over a line break and the heredoc bodies that follow it. */
  newline(): void {
    this.at++;
    for (const heredoc of this.heredocs.splice(0)) this.#skipBody(heredoc);
  }

  #skipBody(heredoc: { name: string; chomp: boolean }): void {
    let at = this.at;
    while (at < this.end) {
      const newline = this.text.indexOf('\n', at);
      const end = newline < 0 || newline > this.end ? this.end : newline;
      const line = this.text.slice(at, end);
      at = Math.min(end + 1, this.end);
      if ((heredoc.chomp ? line.replace(/^\t+/, '') : line) === heredoc.name) {
        this.at = at;
        return;
      }
      if (newline < 0) break;
    }
  }
}
