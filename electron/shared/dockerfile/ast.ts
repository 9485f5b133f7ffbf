/**
 * The syntax tree of a Dockerfile. It is lossless: every node carries the half-open range `[start, end)` of
 * UTF-16 offsets it covers in the source, and comments, blank lines and heredoc bodies are kept.
 *
 * Nodes are plain data, so they cross worker boundaries. An incremental edit moves the offsets of the
 * instructions behind it in place (see `DocumentModel`); whoever keeps a node over an edit keeps a valid one.
 */

/** A half-open range of UTF-16 offsets in the source text. */
export interface Span {
  start: number;
  end: number;
}

/** One argument. `value` has line continuations removed; in JSON form it is the decoded string. */
export interface Word extends Span {
  value: string;
}

/** `--name=value` or `--name` before the arguments. `value` has its quotes and backslashes removed. */
export interface Flag extends Span {
  name: string;
  /** Undefined when there was no `=`. */
  value: string | undefined;
  /** Where the value stands, quotes included; empty at the flag's end without a value. */
  valueSpan: Span;
}

/** A here-document attached to RUN, COPY or ADD. */
export interface Heredoc {
  name: string;
  /** False when any part of the name was quoted: the body is then taken literally. */
  expand: boolean;
  /** `<<-`: leading tabs are dropped from the body. */
  chomp: boolean;
  /** The number before `<<`; 0 without one. */
  fileDescriptor: number;
  /** The word `<<NAME` on the instruction's line. */
  opener: Span;
  body: Span;
  /** The closing line without its line break; undefined when the file ended first. */
  terminator: Span | undefined;
  /** The body as written, with its line breaks and tabs. */
  content: string;
}

/** A `#` line. `text` has the `#` and the space around it removed. */
export interface Comment extends Span {
  text: string;
  line: number;
}

/** `# key=value` at the head of the file (syntax, escape, check). */
export interface Directive extends Span {
  name: 'syntax' | 'escape' | 'check';
  value: string;
  valueSpan: Span;
  line: number;
}

/** Something BuildKit would refuse, found while parsing. */
export interface SyntaxProblem extends Span {
  /** The id of the hard error, see `rules/errors.ts`. */
  code: string;
  message: string;
}

/** `key=value`, or `key value` in the legacy form. Quotes and escapes are kept as written. */
export interface KeyValue extends Span {
  key: Word;
  /** Undefined only for ARG without a default. */
  value: Word | undefined;
  legacy: boolean;
}

/** One `key=value` of `RUN --mount`. */
export interface MountField extends Span {
  /** Lower case, as BuildKit reads it. */
  key: string;
  value: string | undefined;
  keySpan: Span;
  valueSpan: Span;
}

/** One `RUN --mount` flag, its fields unexpanded. */
export interface Mount {
  flag: Flag;
  fields: MountField[];
}

/** Every instruction of the Dockerfile reference. */
export const INSTRUCTION_NAMES = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export type InstructionName = (typeof INSTRUCTION_NAMES)[number];

/** What all instructions share. */
export interface InstructionBase extends Span {
  /** The instruction's word as it was written, for example `from`. */
  keyword: Word;
  /** 1-based line of the keyword. */
  line: number;
  /** 1-based last line before the heredocs. */
  headEndLine: number;
  /** 1-based last line, heredocs included. */
  endLine: number;
  /** The logical line: continuations joined, comments inside dropped. */
  text: string;
  /** Pairs `index in text, offset in source`, ascending: where each physical piece of `text` begins. */
  pieces: number[];
  flags: Flag[];
  /** The arguments as BuildKit's parser delivers them. */
  args: Word[];
  /** True when the arguments are a JSON array of strings. */
  json: boolean;
  /** Index in `text` where the arguments begin, behind the flags. */
  restIndex: number;
  heredocs: Heredoc[];
  /** Comments above since the last instruction; an empty `#` or directive clears them. */
  comments: Comment[];
  /** All comment lines above, and those between continued lines. */
  allComments: Comment[];
  /** Continued over an empty line, which will become an error. */
  emptyContinuation: boolean;
  problems: SyntaxProblem[];
}

export interface FromInstruction extends InstructionBase {
  name: 'FROM';
  image: Word | undefined;
  asKeyword: Word | undefined;
  /** The stage's name as written; BuildKit compares it in lower case. */
  stage: Word | undefined;
}

export interface CopyInstruction extends InstructionBase {
  name: 'COPY' | 'ADD';
  /** Without heredocs. */
  sources: Word[];
  destination: Word | undefined;
}

export interface RunInstruction extends InstructionBase {
  name: 'RUN';
  mounts: Mount[];
}

export interface CommandInstruction extends InstructionBase {
  name: 'CMD' | 'ENTRYPOINT' | 'SHELL';
}

export interface KeyValueInstruction extends InstructionBase {
  name: 'ENV' | 'LABEL' | 'ARG';
  pairs: KeyValue[];
}

export interface HealthcheckInstruction extends InstructionBase {
  name: 'HEALTHCHECK';
  /** CMD, NONE or whatever was written, in upper case. */
  type: string | undefined;
}

export interface OnbuildInstruction extends InstructionBase {
  name: 'ONBUILD';
  trigger: Instruction | undefined;
}

export interface PlainInstruction extends InstructionBase {
  name: 'EXPOSE' | 'VOLUME' | 'USER' | 'WORKDIR' | 'STOPSIGNAL' | 'MAINTAINER';
}

export interface UnknownInstruction extends InstructionBase {
  name: 'UNKNOWN';
}

export type Instruction =
  | FromInstruction
  | CopyInstruction
  | RunInstruction
  | CommandInstruction
  | KeyValueInstruction
  | HealthcheckInstruction
  | OnbuildInstruction
  | PlainInstruction
  | UnknownInstruction;

/** The whole file. */
export interface DockerfileAst {
  text: string;
  /** Offset of the first character of each line. */
  lineStarts: number[];
  directives: Directive[];
  /** `\` or the backtick, from `# escape=`. */
  escape: '\\' | '`';
  instructions: Instruction[];
  /** Comments behind the last instruction. */
  trailingComments: Comment[];
  /** Problems that belong to no instruction: directives, over-long lines, an empty file. */
  problems: SyntaxProblem[];
}

/** Whether the instruction carries `name=value` pairs. */
export function isKeyValue(instruction: Instruction): instruction is KeyValueInstruction {
  return instruction.name === 'ENV' || instruction.name === 'LABEL' || instruction.name === 'ARG';
}

/** The last flag of that name, which is the one that counts. */
export function flagOf(instruction: InstructionBase, name: string): Flag | undefined {
  let found: Flag | undefined;
  for (const flag of instruction.flags) if (flag.name === name) found = flag;
  return found;
}
