import { parseDockerfile } from '../dockerfile';
import type { CommandInstruction } from '../dockerfile/ast';
import { splitCommandLine } from '../engine/command-line';
import { toErrorData } from '../errors';

/** ENTRYPOINT or CMD as the image's configuration has it. */
export interface CommandPart {
  readonly form: 'exec' | 'shell';
  /** What the configuration holds: the shell form is wrapped in `/bin/sh -c`. */
  readonly words: readonly string[];
}

/** What a container of the image starts. */
export interface StartCommand {
  readonly entrypoint: CommandPart | null;
  readonly cmd: CommandPart | null;
  /** The arguments after the image's name on the command line. */
  readonly given: readonly string[];
  /** The process that is started; empty where nothing was said. */
  readonly argv: readonly string[];
  /** Whether the program itself, not a shell, is process 1 and gets the signals. */
  readonly direct: boolean;
  readonly remarks: readonly StartRemark[];
  /** What the parser would refuse. */
  readonly problems: readonly string[];
}

export type StartRemark =
  | 'no-command'
  | 'cmd-replaced'
  | 'cmd-appended'
  | 'cmd-ignored'
  | 'given-ignored'
  | 'shell-is-first'
  | 'looks-like-json';

/**
 * Computes what `docker run IMAGE ARGUMENTS…` starts, with Drydock's own Dockerfile parser.
 *
 * @param lines ENTRYPOINT and CMD as they stand in a Dockerfile; the last of each counts.
 * @param given The words after the image's name, as typed.
 * @see Dockerfile reference, "Understand how CMD and ENTRYPOINT interact"
 */
export function startCommand(lines: string, given: string): StartCommand {
  const ast = parseDockerfile(`FROM scratch\n${lines}\n`);
  const problems = [...ast.problems, ...ast.instructions.flatMap((each) => each.problems)].map(
    ({ message }) => message,
  );
  let words: readonly string[] = [];
  try {
    words = splitCommandLine(given);
  } catch (thrown) {
    problems.push(toErrorData(thrown).message); // a quote that is still being typed
  }
  const last = (name: 'ENTRYPOINT' | 'CMD'): CommandInstruction | undefined =>
    ast.instructions.findLast(
      (each): each is CommandInstruction => each.name === name && each.args.length > 0,
    );
  const [first, second] = [last('ENTRYPOINT'), last('CMD')];
  const entrypoint = first ? partOf(first) : null;
  const cmd = second ? partOf(second) : null;
  const remarks: StartRemark[] = [];
  const tail = words.length > 0 ? words : (cmd?.words ?? []);
  if (words.length > 0 && cmd) remarks.push('cmd-replaced');
  if (entrypoint?.form === 'shell') {
    if (words.length > 0) remarks.push('given-ignored');
    else if (cmd) remarks.push('cmd-ignored');
  } else if (entrypoint && cmd && words.length === 0) remarks.push('cmd-appended');
  // Docker hands the tail to a shell form too; it becomes $0, $1, … of a script that does not look at them.
  const argv = [...(entrypoint?.words ?? []), ...tail];
  const shell = argv[0] === '/bin/sh' && argv[1] === '-c';
  if (argv.length === 0) remarks.push('no-command');
  if (shell && !startsWithExec(argv[2] ?? '')) remarks.push('shell-is-first');
  if ([first, second].some((each) => each && !each.json && each.text.includes('['))) {
    remarks.push('looks-like-json');
  }
  const direct = argv.length > 0 && !remarks.includes('shell-is-first');
  return { entrypoint, cmd, given: words, argv, direct, remarks, problems };
}

function partOf(instruction: CommandInstruction): CommandPart {
  if (instruction.json) return { form: 'exec', words: instruction.args.map(({ value }) => value) };
  const script = instruction.args.map(({ value }) => value).join(' ');
  return { form: 'shell', words: ['/bin/sh', '-c', script] };
}

const startsWithExec = (script: string): boolean => /^\s*exec\s/.test(script);
