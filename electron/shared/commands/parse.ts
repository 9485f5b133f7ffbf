import { splitCommandLine } from '../engine/command-line';
import { DrydockError, toErrorData } from '../errors';
import { endsOptions, longName, readVerb, takesValue } from './flags';

/** One command of a file, taken apart. */
export interface ContainerCommand {
  /** The program: `docker`, `podman`. */
  readonly tool: string;
  /** What is to be done, in its shortest form: `run`, `volume create`. */
  readonly verb: string;
  /** By long name, in the order written; a switch has the value `true`. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** What is left: names, an image, and for `run` and `exec` the command inside. */
  readonly arguments: readonly string[];
  /** 1-based line that it begins on. */
  readonly line: number;
}

/** A file of commands, and what of it is none. */
export interface CommandFile {
  readonly commands: readonly ContainerCommand[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** More than any exercise needs; the rest is not read. */
const MAX_COMMANDS = 200;

/**
 * Reads a file of container commands as a shell would: `#` begins a comment, a backslash at the end goes on with the
 * next line, `&&` and `;` separate commands, `sudo` is passed over. Nothing is expanded or run. Never throws.
 */
export function parseCommands(text: string): CommandFile {
  const commands: ContainerCommand[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const { line, text: joined } of joinLines(text)) {
    for (const part of splitList(joined)) {
      if (commands.length >= MAX_COMMANDS) return { commands, problems };
      try {
        const command = parseCommand(part, line);
        if (command) commands.push(command);
      } catch (thrown) {
        if (!(thrown instanceof DrydockError)) throw thrown;
        problems.push({ line, message: toErrorData(thrown).message });
      }
    }
  }
  return { commands, problems };
}

/** Reads one command; undefined for an empty text. Throws `invalid-input` for an open quote. */
export function parseCommand(text: string, line = 1): ContainerCommand | undefined {
  const words = splitCommandLine(text);
  const start = words[0] === 'sudo' ? 1 : 0;
  const tool = words[start];
  if (tool === undefined) return undefined;
  const { verb, length } = readVerb(words.slice(start + 1));
  return { tool, verb, line, ...readOptions(verb, words.slice(start + 1 + length)) };
}

function readOptions(
  verb: string,
  words: readonly string[],
): Pick<ContainerCommand, 'options' | 'arguments'> {
  const options = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (name: string, value: string) => {
    options.set(name, [...(options.get(name) ?? []), value]);
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (rest.length > 0 && endsOptions(verb)) {
      rest.push(...words.slice(at));
      break;
    }
    const long = /^--([^=]+)(?:=(.*))?$/s.exec(word);
    if (long) {
      const name = long[1] === 'net' ? 'network' : long[1]!;
      if (long[2] !== undefined) add(name, long[2]);
      else if (takesValue(verb, name)) add(name, words[++at] ?? '');
      else add(name, 'true');
    } else if (/^-./.test(word)) {
      at += readLetters(verb, word.slice(1), words[at + 1], add);
    } else rest.push(word);
  }
  return { options, arguments: rest };
}

/** Letters after one hyphen: switches, and at the end one that may take the rest or the next word. Returns words used. */
function readLetters(
  verb: string,
  letters: string,
  next: string | undefined,
  add: (name: string, value: string) => void,
): number {
  for (let at = 0; at < letters.length; at++) {
    const name = longName(verb, letters[at]!);
    if (!takesValue(verb, name)) {
      add(name, 'true');
      continue;
    }
    const joined = letters.slice(at + 1).replace(/^=/, '');
    add(name, joined === '' ? (next ?? '') : joined);
    return joined === '' ? 1 : 0;
  }
  return 0;
}

function joinLines(text: string): { line: number; text: string }[] {
  const joined: { line: number; text: string }[] = [];
  let open: { line: number; text: string } | undefined;
  text.split(/\r?\n/).forEach((written, index) => {
    const { content, goesOn } = readLine(written);
    open = open ? { ...open, text: `${open.text} ${content}` } : { line: index + 1, text: content };
    if (goesOn) return;
    joined.push(open);
    open = undefined;
  });
  if (open) joined.push(open);
  return joined;
}

/** A line without its comment, and whether the next one belongs to it. */
function readLine(written: string): { content: string; goesOn: boolean } {
  const content = written.slice(0, commentStart(written)).trimEnd();
  return content.endsWith('\\')
    ? { content: content.slice(0, -1), goesOn: true }
    : { content, goesOn: false };
}

function commentStart(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#' && (at === 0 || /\s/.test(line[at - 1]!))) return at;
  }
  return line.length;
}

/** Splits at `&&` and `;` outside quotes. */
function splitList(text: string): string[] {
  const parts = [''];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === ';' || (character === '&' && text[at + 1] === '&')) {
      if (character === '&') at++;
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += character;
  }
  return parts;
}
