import type { DockerfileAst, Instruction, Span } from '../ast';
import type { BuildModel, Stage } from '../analysis/model';
import { joinedIndex } from '../lexer/logical-line';

/** Whether an offset is inside a span or at one of its ends. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The instruction at an offset, its last line's trailing space included; undefined between instructions. */
export function instructionAt(ast: DockerfileAst, offset: number): Instruction | undefined {
  const instructions = ast.instructions;
  let low = 0;
  let high = instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (instructions[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  const found = instructions[low];
  if (!found || offset < found.start) return undefined;
  const lineEnd = (ast.lineStarts[found.endLine] ?? ast.text.length + 1) - 1;
  return offset <= Math.max(found.end, lineEnd) ? found : undefined;
}

/** The text of an instruction up to an offset, continuations joined. */
export function textBefore(instruction: Instruction, offset: number): string {
  const line = { text: instruction.text, pieces: instruction.pieces };
  return instruction.text.slice(0, joinedIndex(line, offset));
}

/** The offset of the start of the line that holds `offset`. */
export function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The stage an instruction stands in; undefined before the first FROM. */
export function stageOf(model: BuildModel, instruction: Instruction): Stage | undefined {
  return model.stages.findLast((stage) => stage.from.start <= instruction.start);
}
