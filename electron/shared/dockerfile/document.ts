import type { DockerfileAst } from './ast';
import type { TextEdit } from './fix';
import { DirectiveReader } from './lexer/directives';
import { lineAt, lineStartsOf } from './lexer/positions';
import { LineScanner } from './lexer/scanner';
import { fileProblems, parseRegions, readInstruction } from './parse';

/**
 * A Dockerfile being edited. An edit re-reads only the instructions it touches; those behind it are kept and moved in place,
 * so what is cached for an instruction stays valid. The tree is the same as that of a fresh parse.
 */
export class DocumentModel {
  #ast: DockerfileAst;
  /** Where the comments above each instruction begin, and where the last instruction ends. */
  #regions: number[];

  constructor(text: string) {
    [this.#ast, this.#regions] = parseRegions(text);
  }

  /** The tree of the current text. */
  get ast(): DockerfileAst {
    return this.#ast;
  }

  /** Replaces a span of the text; offsets outside it are moved to its ends. */
  update(edit: TextEdit): DockerfileAst {
    const { text } = this.#ast;
    const start = Math.max(0, Math.min(edit.start, text.length));
    const end = Math.max(start, Math.min(edit.end, text.length));
    const next = text.slice(0, start) + edit.text + text.slice(end);
    const touched = this.#regions.findLastIndex((region) => region <= start);
    const first = Math.min(touched, this.#ast.instructions.length) - 1;
    if (first < 1 || this.#ast.problems.length > 0) [this.#ast, this.#regions] = parseRegions(next);
    else this.#reread(next, first, end, edit.text.length - (end - start));
    return this.#ast;
  }

  /** Replaces the whole text, re-reading what is between the equal beginning and the equal end. */
  replace(text: string): DockerfileAst {
    const old = this.#ast.text;
    const shorter = Math.min(old.length, text.length);
    let start = 0;
    while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
    let tail = 0;
    while (
      tail < shorter - start &&
      old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
    ) {
      tail++;
    }
    if (start === old.length && start === text.length) return this.#ast;
    return this.update({ start, end: old.length - tail, text: text.slice(start, text.length - tail) });
  }

  #reread(text: string, first: number, oldEnd: number, delta: number): void {
    const old = this.#ast;
    const lineStarts = lineStartsOf(text);
    const directives = DirectiveReader.finished(old.directives, old.escape);
    const from = this.#regions[first]!;
    const scanner = new LineScanner(text, directives, from, lineAt(lineStarts, from));
    const instructions = old.instructions.slice(0, first);
    const regions = this.#regions.slice(0, first + 1);
    const oldIndex = new Map(this.#regions.map((region, index) => [region, index]));
    let kept = old.instructions.length;
    let trailing = old.trailingComments;
    for (;;) {
      const instruction = readInstruction(scanner, text, lineStarts, directives);
      if (!instruction) {
        trailing = scanner.pending;
        break;
      }
      instructions.push(instruction);
      regions.push(scanner.offset);
      const index = scanner.offset - delta >= oldEnd ? oldIndex.get(scanner.offset - delta) : undefined;
      if (index === undefined || index >= old.instructions.length) continue;
      kept = index;
      break;
    }
    const tail = old.instructions.slice(kept);
    if (tail.length > 0) {
      const lines = lineStarts.length - old.lineStarts.length;
      move([tail, trailing], delta, lines, new Set());
      regions.push(...this.#regions.slice(kept + 1).map((region) => region + delta));
    }
    const all = instructions.concat(tail);
    this.#regions = regions;
    this.#ast = {
      ...old,
      text,
      lineStarts,
      instructions: all,
      trailingComments: trailing,
      problems: fileProblems(text, lineStarts, all, directives.problems),
    };
  }
}

const OFFSETS = new Set(['start', 'end']);
const LINES = new Set(['line', 'endLine', 'headEndLine']);

/** Moves every offset and line in a tree; nodes reachable twice are moved once. */
function move(node: unknown, delta: number, lines: number, seen: Set<object>): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  if (Array.isArray(node)) {
    for (const item of node) move(item, delta, lines, seen);
    return;
  }
  const record = node as Record<string, unknown>;
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (typeof value === 'number') {
      if (OFFSETS.has(key)) record[key] = value + delta;
      else if (LINES.has(key)) record[key] = value + lines;
    } else if (key === 'pieces' && Array.isArray(value)) movePieces(value as number[], delta, seen);
    else move(value, delta, lines, seen);
  }
}

/** In `pieces` every second number is an offset in the file. */
function movePieces(pieces: number[], delta: number, seen: Set<object>): void {
  if (seen.has(pieces)) return;
  seen.add(pieces);
  for (let index = 1; index < pieces.length; index += 2) pieces[index]! += delta;
}
