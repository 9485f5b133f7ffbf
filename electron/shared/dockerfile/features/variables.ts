import type { DockerfileAst, Instruction, Span } from '../ast';
import { isKeyValue } from '../ast';

/** A `$name` or `${name...}` in the file. */
export interface VariableUse {
  name: string;
  /** The name alone. */
  span: Span;
  /** From `$` to the name's end, or the closing brace. */
  whole: Span;
  instruction: Instruction;
}

const USE = /(\\+|`+)?\$(?:\{([#!]?)([A-Za-z_]\w*)|([A-Za-z_]\w*))/g;

/** Instructions whose arguments mean variables, be it to the builder or to a shell. */
const WITHOUT = new Set(['MAINTAINER', 'SHELL', 'UNKNOWN']);

/** The variables used in an instruction, in order. Literal heredocs and comments between lines are left out. */
export function variableUses(ast: DockerfileAst, instruction: Instruction): VariableUse[] {
  if (WITHOUT.has(instruction.name)) return [];
  const source = ast.text.slice(instruction.start, instruction.end);
  if (!source.includes('$')) return [];
  const hidden: Span[] = [
    ...instruction.allComments,
    ...instruction.heredocs.filter((one) => !one.expand && instruction.name !== 'RUN').map((one) => one.body),
  ];
  const uses: VariableUse[] = [];
  for (const match of source.matchAll(USE)) {
    const escapes = match[1]?.length ?? 0;
    if (escapes % 2 === 1 && source[match.index] === ast.escape) continue;
    const dollar = instruction.start + match.index + escapes;
    if (hidden.some((span) => span.start <= dollar && dollar < span.end)) continue;
    const name = match[3] ?? match[4]!;
    const end = instruction.start + match.index + match[0].length;
    const closed = match[3] !== undefined && ast.text[end] === '}' ? end + 1 : end;
    uses.push({
      name,
      span: { start: end - name.length, end },
      whole: { start: dollar, end: closed },
      instruction,
    });
  }
  return uses;
}

/** Where a variable gets its name: the key in ARG or ENV. */
export function variableDefinitions(instruction: Instruction): { name: string; span: Span }[] {
  if (!isKeyValue(instruction) || instruction.name === 'LABEL') return [];
  return instruction.pairs.map(({ key }) => ({ name: key.value, span: { start: key.start, end: key.end } }));
}
