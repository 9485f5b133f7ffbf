import { INSTRUCTION_NAMES } from '../ast';
import type { DockerfileAst, Flag, Instruction, SyntaxProblem } from '../ast';
import { parseImageReference } from '../analysis/image-reference';
import { suggest } from '../didyoumean';
import type { TextEdit } from '../fix';
import { FLAGS } from '../instructions/flag-rules';
import type { Fix } from './rule';

/** What a fix is made from. */
interface Broken {
  readonly ast: DockerfileAst;
  readonly problem: SyntaxProblem;
  /** The source text of the problem's place. */
  readonly written: string;
  /** The instruction as it is carried out: that of an ONBUILD trigger is the trigger. */
  readonly instruction: Instruction | undefined;
}

type Fixer = (broken: Broken) => Fix | undefined;

/**
 * What to write instead of something that BuildKit refuses. Nothing of it is safe to be applied unseen, since a file
 * that does not build says nothing of what was meant; what is certain says so by `safe`.
 */
const FIXERS: Readonly<Record<string, Fixer>> = {
  UnknownInstruction: ({ problem, written }) => {
    const near = suggest(written, INSTRUCTION_NAMES, true);
    return near === undefined ? undefined : replacing(problem, near);
  },
  UnknownFlag: ({ problem, instruction }) => {
    const flag = flagAt(instruction, problem);
    const known = instruction && instruction.name !== 'UNKNOWN' ? FLAGS[instruction.name] : undefined;
    const near = flag && suggest(flag.name, Object.keys(known ?? {}));
    if (!flag || near === undefined) return undefined;
    return replacing({ start: flag.start, end: flag.start + 2 + flag.name.length }, `--${near}`);
  },
  DuplicateFlag: ({ ast, problem, written }) => ({
    title: `Remove ${written}`,
    safe: false,
    edits: [{ ...withBlanksBehind(ast.text, problem), text: '' }],
  }),
  FlagMissingValue: ({ ast, problem, written }) => {
    if (written.endsWith('=')) return replacing(problem, written.slice(0, -1));
    const [, blanks, value] = /^([ \t]+)(?!--)(\S+)[ \t]+\S/.exec(ast.text.slice(problem.end)) ?? [];
    if (blanks === undefined || value === undefined) return undefined;
    return replacing(
      { start: problem.start, end: problem.end + blanks.length + value.length },
      `${written}=${value}`,
    );
  },
  FlagNotBoolean: ({ problem, written }) => {
    const [, flag, value = ''] = /^(--[\w-]+)=(.*)$/.exec(written) ?? [];
    if (flag === undefined || !/^(?:1|y|yes|on|0|n|no|off)$/i.test(value)) return undefined;
    return replacing(problem, /^(?:1|y|yes|on)$/i.test(value) ? flag : `${flag}=false`);
  },
  ShellNotJson: ({ ast, instruction }) => {
    const [first] = instruction?.args ?? [];
    const last = instruction?.args.at(-1);
    if (!first || !last) return undefined;
    const words = ast.text.slice(first.start, last.end).split(/\s+/);
    if (words.some((word) => /["'\\]/.test(word))) return undefined;
    return replacing({ start: first.start, end: last.end }, jsonOf(words), true);
  },
  NonStringJson: ({ problem, written }) => {
    const elements = parsedArray(written);
    const plain = elements?.every((each) => ['string', 'number', 'boolean'].includes(typeof each));
    return elements && plain ? replacing(problem, jsonOf(elements.map(String)), true) : undefined;
  },
  UnterminatedHeredoc: ({ ast, problem, instruction }) => {
    const heredoc = instruction?.heredocs.find(({ opener }) => opener.start === problem.start);
    const end = ast.text.length;
    if (!heredoc || heredoc !== instruction?.heredocs.at(-1)) return undefined;
    const text = `${ast.text.endsWith('\n') ? '' : '\n'}${heredoc.name}\n`;
    return { title: `End it with ${heredoc.name}`, safe: false, edits: [{ start: end, end, text }] };
  },
  DuplicateDirective: ({ ast, problem }) => {
    const lineEnd = ast.text.indexOf('\n', problem.end);
    const edit = { start: problem.start, end: lineEnd < 0 ? problem.end : lineEnd + 1, text: '' };
    return { title: 'Remove the second one', safe: false, edits: [edit] };
  },
  InvalidSource: ({ instruction }) =>
    instruction?.name === 'COPY' ? replacing(instruction.keyword, 'ADD') : undefined,
  InvalidImageReference: ({ problem, written }) => {
    const lower = written.toLowerCase();
    return lower !== written && parseImageReference(lower) ? replacing(problem, lower, true) : undefined;
  },
};

/**
 * The fix for something that BuildKit refuses, where there is one.
 * @param instruction where the problem lies, if that is known.
 */
export function syntaxFixes(
  ast: DockerfileAst,
  problem: SyntaxProblem,
  instruction: Instruction | undefined,
): Fix[] {
  const fixer = FIXERS[problem.code];
  if (!fixer) return [];
  const found =
    instruction ?? ast.instructions.find(({ start, end }) => start <= problem.start && problem.end <= end);
  const owner = found?.name === 'ONBUILD' ? (found.trigger ?? found) : found;
  const written = ast.text.slice(problem.start, problem.end);
  const fix = fixer({ ast, problem, written, instruction: owner });
  return fix ? [fix] : [];
}

function replacing({ start, end }: { start: number; end: number }, text: string, safe = false): Fix {
  return { title: `Write ${text}`, safe, edits: [{ start, end, text }] };
}

function flagAt(instruction: Instruction | undefined, { start }: SyntaxProblem): Flag | undefined {
  return instruction?.flags.find((flag) => flag.start === start);
}

function withBlanksBehind(text: string, { start, end }: SyntaxProblem): Omit<TextEdit, 'text'> {
  return { start, end: end + /^[ \t]*/.exec(text.slice(end))![0].length };
}

function jsonOf(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

function parsedArray(text: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? (parsed as unknown[]) : undefined;
  } catch {
    return undefined; // no JSON as it stands, so nothing certain can be written instead
  }
}
