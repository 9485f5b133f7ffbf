import type { Comment, DockerfileAst, Instruction, SyntaxProblem } from './ast';
import { parseInstruction } from './instructions/parse-instruction';
import { DirectiveReader } from './lexer/directives';
import { heredocsOf, readHeredocBody } from './lexer/heredoc';
import { lineAt, lineStartsOf } from './lexer/positions';
import { LineScanner, MAX_LINE_BYTES } from './lexer/scanner';

/**
 * Parses a Dockerfile. Any text gives a tree: what BuildKit would refuse is listed in `problems`, of the file or of an
 * instruction, each with its place.
 */
export function parseDockerfile(text: string): DockerfileAst {
  return parseRegions(text)[0];
}

/** Parses a whole file and tells where each instruction's region ends: the offsets an edit is looked up in. */
export function parseRegions(text: string): [DockerfileAst, number[]] {
  const lineStarts = lineStartsOf(text);
  const directives = new DirectiveReader();
  const scanner = new LineScanner(text, directives);
  const instructions: Instruction[] = [];
  const regions = [0];
  for (let next; (next = readInstruction(scanner, text, lineStarts, directives));) {
    instructions.push(next);
    regions.push(scanner.offset);
  }
  const ast: DockerfileAst = {
    text,
    lineStarts,
    directives: directives.directives,
    escape: directives.escape,
    instructions,
    trailingComments: scanner.pending,
    problems: fileProblems(text, lineStarts, instructions, directives.problems),
  };
  return [ast, regions];
}

/** Reads the next instruction with its heredocs; undefined at the end of the file. */
export function readInstruction(
  scanner: LineScanner,
  text: string,
  lineStarts: readonly number[],
  directives: DirectiveReader,
): Instruction | undefined {
  const head = scanner.next();
  if (!head) return undefined;
  const instruction = parseInstruction(head, directives.escape);
  const owner = instruction.name === 'ONBUILD' ? (instruction.trigger ?? instruction) : instruction;
  if ((owner.name === 'RUN' || owner.name === 'COPY' || owner.name === 'ADD') && !owner.json) {
    const heredocs = heredocsOf(head);
    let next = head.next;
    for (const heredoc of heredocs) {
      next = readHeredocBody(text, next, heredoc);
      if (heredoc.terminator) continue;
      instruction.problems.push({
        ...heredoc.opener,
        code: 'UnterminatedHeredoc',
        message: `The heredoc "${heredoc.name}" never ends: a line with only ${heredoc.name} is missing.`,
      });
    }
    if (heredocs.length > 0) {
      instruction.heredocs = owner.heredocs = heredocs;
      const last = heredocs.at(-1)!;
      instruction.end = owner.end = last.terminator?.end ?? text.length;
      const endLine = lineAt(lineStarts, Math.max(head.next, next - 1));
      instruction.endLine = owner.endLine = endLine;
      scanner.skipTo(next, next < text.length ? lineAt(lineStarts, next) : endLine + 1);
    }
  }
  return instruction;
}

/** Problems of the file as a whole. */
export function fileProblems(
  text: string,
  lineStarts: readonly number[],
  instructions: readonly Instruction[],
  directiveProblems: readonly SyntaxProblem[],
): SyntaxProblem[] {
  const problems = [...directiveProblems];
  if (instructions.length === 0) {
    problems.push({ start: 0, end: 0, code: 'NoInstructions', message: 'The file has no instructions.' });
  }
  for (let index = 0; index < lineStarts.length; index++) {
    const start = lineStarts[index]!;
    const end = lineStarts[index + 1] ?? text.length;
    if ((end - start) * 3 > MAX_LINE_BYTES && utf8Length(text, start, end) > MAX_LINE_BYTES) {
      problems.push({
        start,
        end: start,
        code: 'LineTooLong',
        message: `The line is longer than ${MAX_LINE_BYTES} bytes, the most that BuildKit reads.`,
      });
    }
  }
  return problems;
}

function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}

/** All comments of the file in order, those inside continued instructions included. */
export function commentsOf(ast: DockerfileAst): Comment[] {
  return [...ast.instructions.flatMap((instruction) => instruction.allComments), ...ast.trailingComments];
}
