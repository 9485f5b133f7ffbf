import type { Heredoc, Instruction, InstructionBase, Span } from '../ast';
import { heredocText } from '../lexer/heredoc';
import type { LogicalLine } from '../lexer/logical-line';
import { joinedIndex, sourceSpan } from '../lexer/logical-line';
import type { ShellScript } from './ast';
import { parseShell } from './parse-shell';

/** A shell script inside an instruction and the way from its spans to the file. */
export interface EmbeddedScript {
  script: ShellScript;
  /** What the spans of the script index. */
  line: LogicalLine;
  /** The heredoc the script stands in. */
  heredoc: Heredoc | undefined;
  /** The interpreter its `#!` names, without folder. */
  shebang: string | undefined;
}

const CACHE = new WeakMap<InstructionBase, EmbeddedScript[]>();

/** Interpreters whose scripts are shell scripts. */
const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh', 'busybox']);

/**
 * The shell scripts of a RUN, CMD, ENTRYPOINT or HEALTHCHECK: the command in shell form, or the body of a heredoc that is
 * run. Parsed once for each instruction.
 */
export function scriptsOf(instruction: Instruction): readonly EmbeddedScript[] {
  let scripts = CACHE.get(instruction);
  if (!scripts) {
    scripts = parseScripts(instruction);
    CACHE.set(instruction, scripts);
  }
  return scripts;
}

function parseScripts(instruction: Instruction): EmbeddedScript[] {
  if (instruction.json) return [];
  const command = instruction.name === 'HEALTHCHECK' ? instruction.args[1] : instruction.args[0];
  if (!command) return [];
  switch (instruction.name) {
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
      break;
    case 'HEALTHCHECK':
      if (instruction.type !== 'CMD') return [];
      break;
    default:
      return [];
  }
  const line = { text: instruction.text, pieces: instruction.pieces };
  const [heredoc] = instruction.heredocs;
  const whole = /^\d*<<-?\s*\S+$/.test(command.value.trim());
  if (heredoc && whole) return [heredocScript(heredoc)];
  const from = joinedIndex(line, command.start);
  const script = parseShell(instruction.text, from);
  const body =
    heredoc && /^(?:\S*\/)?(?:ba|da|a)?sh\s*<</.test(command.value) ? [heredocScript(heredoc)] : [];
  return [{ script, line, heredoc: undefined, shebang: undefined }, ...body];
}

function heredocScript(heredoc: Heredoc): EmbeddedScript {
  const match = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(heredocText(heredoc));
  const program = match?.[1]?.endsWith('/env') ? match[2] : match?.[1];
  const shebang = program?.slice(program.lastIndexOf('/') + 1);
  const isShell = shebang === undefined || SHELLS.has(shebang);
  const text = isShell ? heredoc.content : '';
  const line: LogicalLine = {
    text,
    // Asked for each time, because an edit above moves the body.
    get pieces() {
      return [0, heredoc.body.start];
    },
  };
  return { script: parseShell(text), line, heredoc, shebang };
}

/** The place in the file of a span of the script. */
export function inFile(embedded: EmbeddedScript, span: Span): Span {
  return sourceSpan(embedded.line, span.start, span.end);
}

/** What reads a script: a POSIX shell, bash, or something else that is not looked into. */
export type Dialect = 'posix' | 'bash' | 'other';

/** The dialect from a heredoc's `#!`, the SHELL in force, or `/bin/sh`. */
export function dialectOf(shell: readonly string[] | undefined, shebang: string | undefined): Dialect {
  const program = shebang ?? shell?.[0] ?? '/bin/sh';
  const name = program.slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1).toLowerCase();
  if (name === 'bash' || name === 'zsh' || name === 'ksh') return 'bash';
  return SHELLS.has(name) ? 'posix' : 'other';
}
