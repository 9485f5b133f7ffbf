import type { Comment } from '../ast';
import { skipSpace, trimSpace } from './characters';
import type { DirectiveReader } from './directives';
import type { LogicalLine } from './logical-line';

/** The longest physical line BuildKit reads, in bytes (bufio.MaxScanTokenSize - 1). */
export const MAX_LINE_BYTES = 65_535;

/** The head of an instruction: its logical line and what stands above it. */
export interface ScannedLine extends LogicalLine {
  /** 1-based first and last physical line of the head. */
  line: number;
  endLine: number;
  /** Start of the physical line behind the head. */
  next: number;
  emptyContinuation: boolean;
  comments: Comment[];
  allComments: Comment[];
}

/** Walks the physical lines of a file and joins them into logical ones. */
export class LineScanner {
  /** Comments since the last instruction, for the end of the file. */
  pending: Comment[] = [];
  readonly #text: string;
  readonly #directives: DirectiveReader;
  #at: number;
  #line: number;

  constructor(text: string, directives: DirectiveReader, at = 0, line = 1) {
    this.#text = text;
    this.#directives = directives;
    this.#at = at === 0 && text.charCodeAt(0) === 0xfeff ? 1 : at;
    this.#line = line;
  }

  /** Where the next physical line begins. */
  get offset(): number {
    return this.#at;
  }

  /** Continues behind a heredoc. */
  skipTo(offset: number, line: number): void {
    this.#at = offset;
    this.#line = line;
  }

  /** The next instruction's head, or undefined at the end of the file. */
  next(): ScannedLine | undefined {
    const text = this.#text;
    let comments: Comment[] = [];
    this.pending = [];
    while (this.#at < text.length) {
      const start = this.#at;
      const line = this.#line;
      const { end, next } = this.#physicalLine(start);
      const first = skipSpace(text, start, end);
      this.#at = next;
      this.#line++;
      if (text.charCodeAt(first) === 0x23 && first < end) {
        if (this.#directives.read(text, start, end, line)) continue;
        const comment = commentAt(text, first, end, line);
        this.pending.push(comment);
        if (trimSpace(text.slice(start + 1, end)) === '') comments = [];
        else comments.push(comment);
        continue;
      }
      if (!this.#directives.done) this.#directives.read(text, start, end, line);
      if (first === end) continue;
      return this.#join(first, end, line, comments);
    }
    return undefined;
  }

  #physicalLine(start: number): { end: number; next: number } {
    const newline = this.#text.indexOf('\n', start);
    let end = newline < 0 ? this.#text.length : newline;
    while (end > start && this.#text.charCodeAt(end - 1) === 0x0d) end--;
    return { end, next: newline < 0 ? this.#text.length : newline + 1 };
  }

  #join(first: number, firstEnd: number, line: number, comments: Comment[]): ScannedLine {
    const text = this.#text;
    const pieces = [0, first];
    let cut = this.#continuationAt(first, firstEnd);
    let joined = text.slice(first, cut < 0 ? firstEnd : cut);
    let emptyContinuation = false;
    while (cut >= 0 && this.#at < text.length) {
      const start = this.#at;
      const { end, next } = this.#physicalLine(start);
      this.#at = next;
      const current = this.#line++;
      const content = skipSpace(text, start, end);
      if (content === end) {
        emptyContinuation = true;
        continue;
      }
      if (text.charCodeAt(content) === 0x23) {
        this.pending.push(commentAt(text, content, end, current));
        continue;
      }
      cut = this.#continuationAt(start, end);
      pieces.push(joined.length, start);
      joined += text.slice(start, cut < 0 ? end : cut);
    }
    return {
      text: joined,
      pieces,
      line,
      endLine: this.#line - 1,
      next: this.#at,
      emptyContinuation,
      comments,
      allComments: this.pending,
    };
  }

  /** Where the escape that continues the line stands, or -1: the last character, not escaped itself. */
  #continuationAt(start: number, end: number): number {
    const text = this.#text;
    let at = end;
    while (at > start && (text.charCodeAt(at - 1) === 0x20 || text.charCodeAt(at - 1) === 0x09)) at--;
    const escape = this.#directives.escape;
    if (at === start || text[at - 1] !== escape) return -1;
    if (at - 1 > start && text[at - 2] === escape) return -1;
    return at - 1;
  }
}

function commentAt(text: string, start: number, end: number, line: number): Comment {
  return { start, end, line, text: trimSpace(text.slice(start + 1, end)) };
}
