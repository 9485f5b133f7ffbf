import type { DockerfileAst, Instruction, Span } from '../ast';
import { isKeyValue } from '../ast';
import { lineAt } from '../lexer/positions';
import { inFile, scriptsOf } from '../shell/scripts';
import { walkShell } from '../shell/walk';
import { variableUses } from './variables';

/** The kinds of tokens, in the order of the editor's legend. */
export const TOKEN_TYPES = [
  'comment',
  'macro',
  'keyword',
  'property',
  'string',
  'number',
  'variable',
  'class',
  'namespace',
  'function',
  'operator',
] as const;

export type TokenType = (typeof TOKEN_TYPES)[number];

/** A coloured piece of one line. Line and column are 1-based. */
export interface SemanticToken {
  line: number;
  column: number;
  length: number;
  type: TokenType;
}

interface Paint extends Span {
  type: TokenType;
}

/** All tokens of a file, in order, none overlapping, none longer than its line. */
export function semanticTokens(ast: DockerfileAst): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  for (const directive of ast.directives) emit(ast, [{ ...directive, type: 'macro' }], tokens);
  for (const instruction of ast.instructions) {
    const { line, tokens: own } = tokensOf(ast, instruction);
    const moved = instruction.line - line;
    for (const token of own) tokens.push(moved === 0 ? token : { ...token, line: token.line + moved });
  }
  emit(
    ast,
    ast.trailingComments.map(({ start, end }) => ({ start, end, type: 'comment' })),
    tokens,
  );
  return tokens;
}

/** The tokens of an instruction and the line it stood in when they were made. */
interface PaintedInstruction {
  readonly line: number;
  readonly tokens: readonly SemanticToken[];
}

/** An edit elsewhere moves an instruction but changes nothing in it, so its tokens are made once. */
const PAINTED = new WeakMap<Instruction, PaintedInstruction>();

function tokensOf(ast: DockerfileAst, instruction: Instruction): PaintedInstruction {
  let painted = PAINTED.get(instruction);
  if (!painted) {
    const paints = instruction.allComments.map(({ start, end }): Paint => ({ start, end, type: 'comment' }));
    paintInstruction(ast, instruction, paints);
    const tokens: SemanticToken[] = [];
    emit(ast, paints, tokens);
    painted = { line: instruction.line, tokens };
    PAINTED.set(instruction, painted);
  }
  return painted;
}

function paintInstruction(ast: DockerfileAst, instruction: Instruction, paints: Paint[]): void {
  const paint = (span: Span | undefined, type: TokenType): void => {
    if (span && span.end > span.start) paints.push({ start: span.start, end: span.end, type });
  };
  paint(instruction.keyword, 'keyword');
  for (const flag of instruction.flags) {
    paint({ start: flag.start, end: Math.max(flag.start, flag.valueSpan.start) }, 'property');
    paint(flag.valueSpan, flag.name === 'from' ? 'class' : 'string');
  }
  for (const heredoc of instruction.heredocs) {
    paint(heredoc.opener, 'operator');
    paint(heredoc.terminator, 'operator');
    if (instruction.name !== 'RUN') paint(heredoc.body, 'string');
  }
  switch (instruction.name) {
    case 'FROM':
      paint(instruction.image, 'namespace');
      paint(instruction.asKeyword, 'keyword');
      paint(instruction.stage, 'class');
      break;
    case 'EXPOSE':
      for (const word of instruction.args) paint(word, 'number');
      break;
    case 'HEALTHCHECK':
      if (instruction.type) paint(instruction.args[0], 'keyword');
      break;
    case 'ONBUILD':
      if (instruction.trigger) paintInstruction(ast, instruction.trigger, paints);
      return;
    default:
      if (isKeyValue(instruction)) {
        for (const pair of instruction.pairs) {
          paint(pair.key, 'variable');
          paint(pair.value, 'string');
        }
      } else if (instruction.json) for (const word of instruction.args) paint(word, 'string');
  }
  paintShell(instruction, paint);
  for (const use of variableUses(ast, instruction)) paint(use.whole, 'variable');
}

function paintShell(instruction: Instruction, paint: (span: Span, type: TokenType) => void): void {
  for (const embedded of scriptsOf(instruction)) {
    const at = (span: Span): Span => inFile(embedded, span);
    for (const comment of embedded.script.comments) paint(at(comment), 'comment');
    walkShell(embedded.script, {
      list: (items) => {
        for (const item of items) if (item.operator.trim()) paint(at(item.operatorSpan), 'operator');
      },
      simple: (command) => {
        const [name, ...args] = command.words;
        if (name) paint(at(name), 'function');
        for (const word of args) if (word.text.startsWith('-')) paint(at(word), 'property');
        for (const assignment of command.assignments) {
          paint(at({ start: assignment.start, end: assignment.start + assignment.name.length }), 'variable');
        }
      },
      part: (part) => {
        if (part.kind === 'single' || part.kind === 'double') paint(at(part), 'string');
      },
    });
  }
}

/** Writes paints as tokens: where two overlap the later, inner one shows. Tokens never cross a line break. */
function emit(ast: DockerfileAst, paints: readonly Paint[], tokens: SemanticToken[]): void {
  if (paints.length === 0) return;
  const { text, lineStarts } = ast;
  let start = Infinity;
  let end = 0;
  for (const paint of paints) {
    start = Math.min(start, paint.start);
    end = Math.max(end, paint.end);
  }
  const colours = new Uint8Array(end - start);
  for (const paint of paints) {
    colours.fill(TOKEN_TYPES.indexOf(paint.type) + 1, paint.start - start, paint.end - start);
  }
  let line = lineAt(lineStarts, start);
  for (let at = start; at < end;) {
    const colour = colours[at - start]!;
    if (text.charCodeAt(at) === 0x0a) line++;
    if (colour === 0 || isLineBreak(text, at)) {
      at++;
      continue;
    }
    let stop = at + 1;
    while (stop < end && colours[stop - start] === colour && !isLineBreak(text, stop)) stop++;
    tokens.push({
      line,
      column: at - lineStarts[line - 1]! + 1,
      length: stop - at,
      type: TOKEN_TYPES[colour - 1]!,
    });
    at = stop;
  }
}

function isLineBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d;
}
