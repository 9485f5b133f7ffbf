import type { Span } from '../ast';
import type { ShellWord, SimpleCommand } from './ast';
import type { EmbeddedScript } from './scripts';
import { inFile } from './scripts';
import { simpleCommands } from './walk';

/** A program called in a script, with its arguments taken apart. */
export interface Invocation {
  embedded: EmbeddedScript;
  command: SimpleCommand;
  /** Without folder; what `sudo` and `env` run counts, not they. */
  name: string;
  nameWord: ShellWord;
  args: ShellWord[];
}

/** Programs that run another one. */
const WRAPPERS: ReadonlySet<string> = new Set(['sudo', 'env']);

/** All programs a script calls, in order. */
export function invocationsOf(embedded: EmbeddedScript): Invocation[] {
  return simpleCommands(embedded.script).flatMap((command) => {
    let words = command.words;
    while (WRAPPERS.has(words[0]?.literal ?? '') && words.length > 1) {
      const inner = words.findIndex(({ text }, index) => index > 0 && !/^-|^\w+=/.test(text));
      if (inner < 0) break;
      words = words.slice(inner);
    }
    const [nameWord, ...args] = words;
    if (!nameWord) return [];
    const name = textOf(nameWord);
    return [{ embedded, command, name: name.slice(name.lastIndexOf('/') + 1), nameWord, args }];
  });
}

/** The value of a word, or its text when something in it is expanded. */
export function textOf(word: ShellWord): string {
  return word.literal ?? word.text.replace(/^"(.*)"$/s, '$1');
}

/** Whether any of the flags is given; short ones are found in groups such as `-yq`, long ones with `=`. */
export function hasFlag(invocation: Invocation, ...flags: string[]): boolean {
  return invocation.args.some((word) => {
    const text = textOf(word);
    return flags.some((flag) =>
      flag.startsWith('--')
        ? text === flag || text.startsWith(`${flag}=`)
        : /^-[A-Za-z]+$/.test(text) && text.includes(flag.slice(1)),
    );
  });
}

/** The arguments that are no flags and no values of the flags listed in `withValue`. */
export function operandsOf(invocation: Invocation, withValue: readonly string[] = []): ShellWord[] {
  const operands: ShellWord[] = [];
  let skip = false;
  for (const word of invocation.args) {
    const text = textOf(word);
    if (skip) skip = false;
    else if (text.startsWith('-') && text !== '-') skip = withValue.includes(text);
    else operands.push(word);
  }
  return operands;
}

/** The place of a word in the file. */
export function placeOf(invocation: Invocation, span: Span = invocation.command): Span {
  return inFile(invocation.embedded, span);
}
