import type { StateBlock } from 'markdown-it';

/** A line's text from its first character that is no indentation; `''` beyond the end. */
export function lineText(state: StateBlock, line: number): string {
  if (line >= state.lineMax) return '';
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** How far a line is indented inside its container, in columns. */
export function indentOf(state: StateBlock, line: number): number {
  return (state.sCount[line] ?? 0) - state.blkIndent;
}

/** A block rule as markdown-it calls it. In silent mode it only says whether it would match. */
export type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;
