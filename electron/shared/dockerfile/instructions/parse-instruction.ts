import type { Instruction, InstructionBase, InstructionName, SyntaxProblem, Word } from '../ast';
import { INSTRUCTION_NAMES } from '../ast';
import { suggest } from '../didyoumean';
import { isBlank, skipSpace, trimEnd } from '../lexer/characters';
import { scanFlags } from '../lexer/flags';
import { parseHeredocWord } from '../lexer/heredoc';
import type { LogicalLine } from '../lexer/logical-line';
import { sourceOffset, sourceWord } from '../lexer/logical-line';
import type { ScannedLine } from '../lexer/scanner';
import { splitBlanks } from '../words/split';
import { checkArguments } from './argument-rules';
import { checkFlags } from './flag-rules';
import { readJsonArguments } from './json';
import { readArguments, readKeyValues } from './key-values';
import { readMount } from './mount-fields';

const NAMES = new Map<string, InstructionName>(INSTRUCTION_NAMES.map((name) => [name, name]));

/** Parses the head of an instruction. Never throws; what is wrong is in `problems`. */
export function parseInstruction(head: ScannedLine, escape: string): Instruction {
  return parseFrom(head, 0, head, escape);
}

function parseFrom(head: ScannedLine, from: number, line: LogicalLine, escape: string): Instruction {
  const { text } = line;
  const start = skipSpace(text, from, text.length);
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  const keyword = sourceWord(line, start, at);
  const name = NAMES.get(keyword.value.toUpperCase()) ?? 'UNKNOWN';
  const { flags, restIndex } = scanFlags(line, at);
  const end = trimEnd(text, start, text.length);
  const base: InstructionBase = {
    start: keyword.start,
    end: end > start ? sourceOffset(line, end - 1) + 1 : keyword.end,
    keyword,
    line: head.line,
    headEndLine: head.endLine,
    endLine: head.endLine,
    text,
    pieces: line.pieces,
    flags,
    args: [],
    json: false,
    restIndex: Math.min(restIndex, text.length),
    heredocs: [],
    comments: head.comments,
    allComments: head.allComments,
    emptyContinuation: head.emptyContinuation,
    problems: [],
  };
  base.problems.push(...checkFlags(name, flags));
  const instruction = build(name, base, head, line, escape);
  checkArguments(instruction);
  return instruction;
}

function build(
  name: InstructionName | 'UNKNOWN',
  base: InstructionBase,
  head: ScannedLine,
  line: LogicalLine,
  escape: string,
): Instruction {
  const from = base.restIndex;
  switch (name) {
    case 'UNKNOWN':
      base.problems.push(unknownInstruction(base.keyword));
      return Object.assign(base, { name });
    case 'FROM': {
      base.args = splitBlanks(line, from);
      const [image, asKeyword, stage] = base.args;
      return Object.assign(base, { name, image, asKeyword, stage });
    }
    case 'ADD':
    case 'COPY': {
      readList(base, line, from);
      const files = base.args.slice(0, -1).filter((word) => base.json || !parseHeredocWord(word.value));
      return Object.assign(base, {
        name,
        sources: files,
        destination: base.args.length > 1 ? base.args.at(-1) : undefined,
      });
    }
    case 'RUN':
      readCommand(base, line, from);
      return Object.assign(base, {
        name,
        mounts: base.flags.filter((flag) => flag.name === 'mount').map(readMount),
      });
    case 'CMD':
    case 'ENTRYPOINT':
    case 'SHELL':
      readCommand(base, line, from);
      return Object.assign(base, { name });
    case 'ENV':
    case 'LABEL':
    case 'ARG': {
      const read =
        name === 'ARG' ? readArguments(line, from, escape) : readKeyValues(line, from, name, escape);
      base.problems.push(...read.problems);
      base.args = read.pairs.flatMap((pair) => (name === 'ARG' ? [] : [pair.key, pair.value ?? pair.key]));
      return Object.assign(base, { name, pairs: read.pairs });
    }
    case 'HEALTHCHECK': {
      const typeWord = readType(line, from);
      if (!typeWord) return Object.assign(base, { name, type: undefined });
      readCommand(base, line, typeWord.next);
      base.args.unshift(typeWord.word);
      return Object.assign(base, { name, type: typeWord.word.value.toUpperCase() });
    }
    case 'ONBUILD': {
      const empty = skipSpace(line.text, from, line.text.length) >= line.text.length;
      return Object.assign(base, { name, trigger: empty ? undefined : parseFrom(head, from, line, escape) });
    }
    case 'VOLUME':
      readList(base, line, from);
      return Object.assign(base, { name });
    case 'EXPOSE':
      base.args = splitBlanks(line, from);
      return Object.assign(base, { name });
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      base.args = wholeRest(line, from);
      return Object.assign(base, { name });
  }
}

function unknownInstruction(keyword: Word): SyntaxProblem {
  const near = suggest(keyword.value, INSTRUCTION_NAMES, true);
  return {
    start: keyword.start,
    end: keyword.end,
    code: 'UnknownInstruction',
    message: keyword.value
      ? `"${keyword.value}" is no Dockerfile instruction${near ? `; did you mean ${near}?` : '.'}`
      : 'An instruction is missing in front of the line continuation.',
  };
}

/** The rest of the line as one argument. */
function wholeRest(line: LogicalLine, from: number): Word[] {
  const start = skipSpace(line.text, from, line.text.length);
  const end = trimEnd(line.text, start, line.text.length);
  return start < end ? [sourceWord(line, start, end)] : [];
}

/** A JSON array, or the rest of the line as one shell command. */
function readCommand(base: InstructionBase, line: LogicalLine, from: number): void {
  readJson(base, line, from, wholeRest);
}

/** A JSON array, or words between blanks. */
function readList(base: InstructionBase, line: LogicalLine, from: number): void {
  readJson(base, line, from, splitBlanks);
}

function readJson(
  base: InstructionBase,
  line: LogicalLine,
  from: number,
  otherwise: (line: LogicalLine, from: number) => Word[],
): void {
  const read = readJsonArguments(line, from);
  if (read.kind === 'strings') {
    base.json = true;
    base.args = read.words;
    return;
  }
  base.args = otherwise(line, from);
  if (read.kind === 'mixed') {
    const [whole] = wholeRest(line, from);
    base.problems.push({
      start: whole?.start ?? base.start,
      end: whole?.end ?? base.end,
      code: 'NonStringJson',
      message: 'A JSON array of arguments may hold only strings: put every element in double quotes.',
    });
  }
}

function readType(line: LogicalLine, from: number): { word: Word; next: number } | undefined {
  const { text } = line;
  const start = skipSpace(text, from, text.length);
  let at = start;
  while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
  return at > start ? { word: sourceWord(line, start, at), next: at } : undefined;
}
