import type { Span, Word } from '../ast';

/** The joined text of an instruction's physical lines and the way back to the source. */
export interface LogicalLine {
  text: string;
  /** See `InstructionBase.pieces`. */
  pieces: number[];
}

/** The source offset of an index in the joined text. */
export function sourceOffset(line: LogicalLine, index: number): number {
  const { pieces } = line;
  if (pieces.length === 2) return pieces[1]! + index - pieces[0]!;
  let low = 0;
  let high = (pieces.length >> 1) - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle * 2]! <= index) low = middle;
    else high = middle - 1;
  }
  return pieces[low * 2 + 1]! + index - pieces[low * 2]!;
}

/** The source span of `text[from, to)`: it ends behind its last character, not at the next line's start. */
export function sourceSpan(line: LogicalLine, from: number, to: number): Span {
  const start = sourceOffset(line, from);
  return { start, end: to > from ? sourceOffset(line, to - 1) + 1 : start };
}

/** The piece `text[from, to)` as a word. */
export function sourceWord(line: LogicalLine, from: number, to: number): Word {
  return { ...sourceSpan(line, from, to), value: line.text.slice(from, to) };
}

/** The index in the joined text of a source offset, or the nearest one before it. */
export function joinedIndex(line: LogicalLine, offset: number): number {
  const { pieces, text } = line;
  let index = 0;
  for (let at = 0; at < pieces.length; at += 2) {
    const limit = pieces[at + 2] ?? text.length;
    if (offset < pieces[at + 1]!) break;
    index = Math.min(limit, pieces[at]! + offset - pieces[at + 1]!);
  }
  return index;
}
