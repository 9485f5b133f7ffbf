import type { BuildModel } from '../analysis/model';
import type { Instruction, Span } from '../ast';
import { isKeyValue } from '../ast';
import { inFile, scriptsOf } from '../shell/scripts';
import { walkShell } from '../shell/walk';
import { instructionAt, touches } from './locate';
import { variableUses } from './variables';

/** The spans to select one after the other when the selection is widened at `offset`, innermost first. */
export function selectionRanges(model: BuildModel, offset: number): Span[] {
  const { ast } = model;
  const spans: Span[] = [];
  const instruction = instructionAt(ast, offset);
  if (instruction) {
    const parts: Span[] = [instruction.keyword, ...instruction.args, ...shellSpans(instruction)];
    for (const use of variableUses(ast, instruction)) parts.push(use.span, use.whole);
    for (const flag of instruction.flags) parts.push(flag.valueSpan, flag);
    if (instruction.name === 'RUN') parts.push(...instruction.mounts.flatMap((mount) => mount.fields));
    if (isKeyValue(instruction))
      parts.push(...instruction.pairs.flatMap((pair) => [pair.value ?? pair.key, pair]));
    for (const heredoc of instruction.heredocs) parts.push(heredoc.body);
    spans.push(...parts.filter((part) => touches(part, offset)), instruction);
  }
  const stage = model.stages.find(
    (one) => one.from.start <= offset && offset <= (one.instructions.at(-1)?.end ?? one.from.end),
  );
  if (stage) spans.push({ start: stage.from.start, end: stage.instructions.at(-1)?.end ?? stage.from.end });
  spans.push({ start: 0, end: ast.text.length });
  const widening: Span[] = [];
  for (const { start, end } of spans.sort((a, b) => a.end - a.start - (b.end - b.start))) {
    const inner = widening.at(-1);
    if (end === start || (inner && (start > inner.start || end < inner.end))) continue;
    if (!inner || start < inner.start || end > inner.end) widening.push({ start, end });
  }
  return widening;
}

/** Words, commands, pipelines and substitutions of the scripts of an instruction. */
function shellSpans(instruction: Instruction): Span[] {
  const spans: Span[] = [];
  for (const embedded of scriptsOf(instruction)) {
    const add = (span: Span): void => void spans.push(inFile(embedded, span));
    walkShell(embedded.script, { word: add, command: add, pipeline: add, part: add });
  }
  return spans;
}
