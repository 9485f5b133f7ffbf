import type { BuildModel } from '../analysis/model';
import { lineAt } from '../lexer/positions';
import { commentsOf } from '../parse';

/** Lines that can be folded into the first one; 1-based, both included. */
export interface FoldingRange {
  startLine: number;
  endLine: number;
  kind: 'stage' | 'instruction' | 'heredoc' | 'comment';
}

/** Folds stages, continued instructions, heredocs and runs of comments. */
export function foldingRanges(model: BuildModel): FoldingRange[] {
  const { ast } = model;
  const ranges: FoldingRange[] = [];
  const add = (startLine: number, endLine: number, kind: FoldingRange['kind']): void => {
    if (endLine > startLine) ranges.push({ startLine, endLine, kind });
  };
  for (const stage of model.stages) {
    add(stage.from.line, stage.instructions.at(-1)?.endLine ?? stage.from.endLine, 'stage');
  }
  for (const instruction of ast.instructions) {
    add(instruction.line, instruction.headEndLine, 'instruction');
    for (const heredoc of instruction.heredocs) {
      const end = heredoc.terminator ? lineAt(ast.lineStarts, heredoc.terminator.start) : instruction.endLine;
      add(Math.max(lineAt(ast.lineStarts, heredoc.body.start) - 1, instruction.line), end, 'heredoc');
    }
  }
  let first: number | undefined;
  let last = 0;
  for (const { line } of commentsOf(ast)) {
    if (first !== undefined && line === last + 1) last = line;
    else {
      if (first !== undefined) add(first, last, 'comment');
      first = last = line;
    }
  }
  if (first !== undefined) add(first, last, 'comment');
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
