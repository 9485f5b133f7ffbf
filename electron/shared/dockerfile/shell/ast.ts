import type { Span } from '../ast';

/**
 * The tree of a shell script (POSIX with the common parts of bash). Spans are indices into the text that was parsed; the
 * text of a RUN is its logical line, see `shell/scripts.ts` for the way back to the file.
 */

/** A piece of a word. */
export type WordPart = Span &
  (
    | { kind: 'text'; value: string }
    | { kind: 'single'; value: string }
    | { kind: 'double'; parts: WordPart[] }
    | {
        kind: 'variable';
        name: string;
        /** Behind the name in `${name...}`, for example `:-x`. */ rest: string;
      }
    | { kind: 'command'; script: ShellScript; backtick: boolean }
    | { kind: 'arithmetic' }
  );

/** A word as the shell splits them, before expansion. */
export interface ShellWord extends Span {
  /** As written. */
  text: string;
  parts: WordPart[];
  /** The value when nothing in the word is expanded, quotes removed. */
  literal: string | undefined;
}

export interface ShellAssignment extends Span {
  name: string;
  value: ShellWord | undefined;
}

export interface Redirection extends Span {
  /** `>`, `>>`, `<`, `<<`, `<<-`, `<<<`, `>&`, `<&`, `&>`, `<>`, `>|`. */
  operator: string;
  target: ShellWord | undefined;
}

export interface SimpleCommand extends Span {
  kind: 'simple';
  assignments: ShellAssignment[];
  words: ShellWord[];
  redirections: Redirection[];
}

/** A command made of lists: loops, conditions, groups, functions. */
export interface CompoundCommand extends Span {
  kind: 'compound';
  type: 'subshell' | 'group' | 'if' | 'for' | 'while' | 'until' | 'case' | 'function' | 'test';
  /** The lists inside: conditions and bodies in order. */
  bodies: ShellList[];
  /** The words of `for x in ...` and `case x in`, and what stands in `[[ ]]`. */
  words: ShellWord[];
  /** The variable of `for`, the name of a function. */
  name: string | undefined;
  redirections: Redirection[];
}

export type ShellCommand = SimpleCommand | CompoundCommand;

export interface Pipeline extends Span {
  negated: boolean;
  commands: ShellCommand[];
}

/** A pipeline and the operator behind it: `&&`, `||`, `;`, `&`, a line break or nothing. */
export interface ListItem {
  pipeline: Pipeline;
  operator: string;
  operatorSpan: Span;
}

export type ShellList = ListItem[];

export interface ShellProblem extends Span {
  message: string;
}

export interface ShellScript extends Span {
  items: ShellList;
  comments: Span[];
  problems: ShellProblem[];
}
