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
      for (const instruction of tail) move(instruction, delta, lines);
      for (const comment of trailing) move(comment, delta, lines);
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

/** What an edit above has to move: every node with offsets, every one with lines, every list of pieces. */
interface Movable {
  readonly spans: Set<{ start: number; end: number }>;
  readonly lined: { line: number; endLine?: number; headEndLine?: number }[];
  readonly pieces: Set<number[]>;
}

/** Found once for each instruction, since looking through a tree takes far longer than moving what is in it. */
const MOVABLE = new WeakMap<object, Movable>();

/** Moves every offset and line in a tree; nodes reachable twice are moved once. */
function move(root: object, delta: number, lines: number): void {
  let movable = MOVABLE.get(root);
  if (!movable) {
    movable = { spans: new Set(), lined: [], pieces: new Set() };
    collect(root, movable, new Set());
    MOVABLE.set(root, movable);
  }
  if (delta !== 0) {
    for (const span of movable.spans) {
      span.start += delta;
      span.end += delta;
    }
    // In `pieces` every second number is an offset in the file.
    for (const pieces of movable.pieces) {
      for (let index = 1; index < pieces.length; index += 2) pieces[index]! += delta;
    }
  }
  if (lines === 0) return;
  for (const node of movable.lined) {
    node.line += lines;
    if (node.endLine !== undefined) node.endLine += lines;
    if (node.headEndLine !== undefined) node.headEndLine += lines;
  }
}

function collect(node: object, into: Movable, seen: Set<object>): void {
  if (seen.has(node)) return;
  seen.add(node);
  if ('start' in node) into.spans.add(node as { start: number; end: number });
  if ('line' in node) into.lined.push(node as { line: number });
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    if (typeof value !== 'object' || value === null) continue;
    if (key === 'pieces') into.pieces.add(value as number[]);
    else collect(value, into, seen);
  }
}
