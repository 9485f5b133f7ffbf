import type { Instruction, Span } from '../ast';
import type { BuildModel, Stage } from '../analysis/model';

/** A node of the outline: a stage or an instruction. */
export interface DockerfileSymbol {
  name: string;
  detail: string;
  kind: 'stage' | 'instruction' | 'argument';
  range: Span;
  /** What to select when it is chosen. */
  selection: Span;
  children: DockerfileSymbol[];
}

/** The outline: global ARGs, then the stages with their instructions. */
export function documentSymbols(model: BuildModel): DockerfileSymbol[] {
  const symbols: DockerfileSymbol[] = [];
  for (const instruction of model.ast.instructions) {
    if (instruction.name === 'FROM') break;
    symbols.push(instructionSymbol(instruction));
  }
  return symbols.concat(model.stages.map(stageSymbol));
}

/** How a stage is called where people read: its name, or its number. */
export function stageLabel(stage: Stage): string {
  return stage.name ?? `stage ${stage.index}`;
}

function stageSymbol(stage: Stage): DockerfileSymbol {
  const { from, instructions } = stage;
  return {
    name: stageLabel(stage),
    detail: stage.baseName,
    kind: 'stage',
    range: { start: from.start, end: instructions.at(-1)?.end ?? from.end },
    selection: from.stage ?? from.image ?? from.keyword,
    children: instructions.map(instructionSymbol),
  };
}

function instructionSymbol(instruction: Instruction): DockerfileSymbol {
  const { name, keyword } = instruction;
  const rest = instruction.text.slice(instruction.restIndex).trim().replace(/\s+/g, ' ');
  return {
    name: name === 'UNKNOWN' ? keyword.value : name,
    detail: rest.length > 80 ? `${rest.slice(0, 79)}…` : rest,
    kind: name === 'ARG' || name === 'ENV' ? 'argument' : 'instruction',
    range: { start: instruction.start, end: instruction.end },
    selection: { start: keyword.start, end: keyword.end },
    children: [],
  };
}
