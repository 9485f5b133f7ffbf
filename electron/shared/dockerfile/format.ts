import type { DockerfileAst, Instruction } from './ast';
import type { TextEdit } from './fix';
import { applyEdits } from './fix';
import { isBlank, skipSpace, trimEnd } from './lexer/characters';
import { joinedIndex } from './lexer/logical-line';
import { lineAt } from './lexer/positions';
import { parseDockerfile } from './parse';

/** How to format. */
export interface FormatOptions {
  /** Case of instructions; upper by default, `keep` leaves them. */
  case?: 'upper' | 'lower' | 'keep';
  /** Spaces in front of continued lines; 4 by default. */
  indent?: number;
}

/** The formatted text. Formatting it again changes nothing, and the image stays the same. */
export function formatDockerfile(text: string, options: FormatOptions = {}): string {
  return applyEdits(text, formatEdits(parseDockerfile(text), options));
}

/** The edits that format a file. Heredoc bodies and text inside quotes are never touched. */
export function formatEdits(ast: DockerfileAst, options: FormatOptions = {}): TextEdit[] {
  const edits: TextEdit[] = [];
  const put = (start: number, end: number, text: string): void => {
    if (ast.text.slice(start, end) !== text) edits.push({ start, end, text });
  };
  let previousEnd = 0;
  for (const instruction of ast.instructions) {
    if (previousEnd > 0) tidyBlankLines(ast, previousEnd, instruction, put);
    formatInstruction(ast, instruction, options, put);
    previousEnd = ast.lineStarts[instruction.endLine] ?? ast.text.length;
  }
  const last = ast.instructions.at(-1);
  if (last?.endLine === ast.lineStarts.length && last.heredocs.every((one) => one.terminator)) {
    if (!ast.text.endsWith('\n')) edits.push({ start: ast.text.length, end: ast.text.length, text: '\n' });
  }
  return edits;
}

type Put = (start: number, end: number, text: string) => void;

/** At most one empty line between instructions. */
function tidyBlankLines(ast: DockerfileAst, from: number, next: Instruction, put: Put): void {
  const { text, lineStarts } = ast;
  let blank = 0;
  for (let line = lineAt(lineStarts, from); line < next.line; line++) {
    const start = lineStarts[line - 1]!;
    const end = lineStarts[line]!;
    const isBlank = skipSpace(text, start, end) === end;
    blank = isBlank ? blank + 1 : 0;
    if (blank > 1) put(start, end, '');
  }
}

function formatInstruction(
  ast: DockerfileAst,
  instruction: Instruction,
  options: FormatOptions,
  put: Put,
): void {
  const { keyword } = instruction;
  if (instruction.name === 'UNKNOWN' || instruction.heredocs.some((one) => !one.terminator)) return;
  const lineStart = ast.lineStarts[instruction.line - 1]!;
  if (ast.text.slice(lineStart, keyword.start).includes('\n')) return;
  put(ast.text.charCodeAt(lineStart) === 0xfeff ? lineStart + 1 : lineStart, keyword.start, '');
  putCase(keyword, options, put);
  const gapEnd = skipBlanks(ast.text, keyword.end);
  const behind = ast.text[gapEnd] ?? '\n';
  if (behind !== '\n' && behind !== '\r' && behind !== ast.escape) put(keyword.end, gapEnd, ' ');
  if (instruction.name === 'FROM' && instruction.args.length === 3)
    putCase(instruction.asKeyword!, options, put);
  if (instruction.name === 'ONBUILD' && instruction.trigger && instruction.trigger.name !== 'UNKNOWN') {
    putCase(instruction.trigger.keyword, options, put);
  }
  formatJson(ast, instruction, put);
  formatLines(ast, instruction, options.indent ?? 4, put);
}

function putCase(
  word: { start: number; end: number; value: string },
  options: FormatOptions,
  put: Put,
): void {
  if (options.case === 'keep' || word.end - word.start !== word.value.length) return;
  put(word.start, word.end, options.case === 'lower' ? word.value.toLowerCase() : word.value.toUpperCase());
}

function skipBlanks(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** A JSON array on one line gets one space behind each comma and none inside the brackets. */
function formatJson(ast: DockerfileAst, instruction: Instruction, put: Put): void {
  if (!instruction.json || instruction.headEndLine !== instruction.line) return;
  const start = ast.text.indexOf('[', instruction.flags.at(-1)?.end ?? instruction.keyword.end);
  const end = ast.text.lastIndexOf(']', instruction.end) + 1;
  if (start < 0 || end <= start) return;
  const words = instruction.name === 'HEALTHCHECK' ? instruction.args.slice(1) : instruction.args;
  put(start, end, `[${words.map((word) => ast.text.slice(word.start, word.end)).join(', ')}]`);
}

/** Removes trailing space and indents continued lines, where that changes nothing for the shell. */
function formatLines(ast: DockerfileAst, instruction: Instruction, indent: number, put: Put): void {
  const { text, lineStarts } = ast;
  const lines: { start: number; end: number; first: number }[] = [];
  for (let line = instruction.line; line <= instruction.headEndLine; line++) {
    const start = lineStarts[line - 1]!;
    let end = (lineStarts[line] ?? text.length + 1) - 1;
    while (end > start && text[end - 1] === '\r') end--;
    let first = start;
    // What only Go counts as space separates no words, so it stays where it is.
    while (first < end && isBlank(text.charCodeAt(first))) first++;
    const trimmed = trimEnd(text, first, end);
    const isLast = line === instruction.headEndLine;
    const continued = text[trimmed - 1] === ast.escape;
    if (trimmed < end && !(isLast && continued) && (isLast || continued)) put(trimmed, end, '');
    if (line > instruction.line && first < end) lines.push({ start, end, first });
  }
  if (lines.length === 0 || !canIndent(instruction)) return;
  const quoted = quotedRanges(instruction.text, ast.escape);
  const logical = { text: instruction.text, pieces: instruction.pieces };
  const isComment = (first: number): boolean => text[first] === '#';
  const free = lines.filter(({ start, first }) => {
    if (isComment(first)) return true;
    const index = joinedIndex(logical, start);
    const separated = first > start || isBlank(instruction.text.charCodeAt(index - 1));
    return separated && !quoted.some(([from, to]) => from < index && index < to);
  });
  const widths = free
    .filter(({ first }) => !isComment(first))
    .map(({ start, first }) => width(text.slice(start, first)));
  const shift = indent - Math.min(...(widths.length > 0 ? widths : [indent]));
  for (const { start, first } of free) {
    const wanted = isComment(first) ? indent : Math.max(indent, width(text.slice(start, first)) + shift);
    put(start, first, ' '.repeat(wanted));
  }
}

function width(space: string): number {
  return space.replace(/\t/g, '    ').length;
}

/** Instructions in which more or less space between words means the same. */
function canIndent(instruction: Instruction): boolean {
  if (instruction.name === 'ENV' || instruction.name === 'LABEL')
    return instruction.pairs.every((pair) => !pair.legacy);
  return instruction.name !== 'MAINTAINER' && instruction.name !== 'ONBUILD';
}

/** The parts of a logical line inside quotes; an unclosed quote reaches the end. */
function quotedRanges(text: string, escape: string): [number, number][] {
  const ranges: [number, number][] = [];
  let quote = '';
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if ((char === '\\' || char === escape) && quote !== "'") at++;
    else if (quote ? char === quote : char === '"' || char === "'") {
      if (quote) ranges.push([start, at + 1]);
      else start = at;
      quote = quote ? '' : char;
    }
  }
  if (quote) ranges.push([start, text.length + 1]);
  return ranges;
}
