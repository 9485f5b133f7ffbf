/** A 1-based line and a 1-based column counted in UTF-16 code units, as editors and reports use them. */
export interface Position {
  line: number;
  column: number;
}

/** A half-open range of positions. */
export interface Range {
  start: Position;
  end: Position;
}

/** Offset of the first character of every line; only `\n` ends a line. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The 1-based line that holds `offset`. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The position of `offset`. Offsets outside the text are moved to its nearer end by the caller's text. */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  const line = lineAt(lineStarts, offset);
  return { line, column: Math.max(0, offset - lineStarts[line - 1]!) + 1 };
}
