import type { Comment, DockerfileAst, Instruction } from './ast';

/** What `# check=` says. */
export interface CheckOptions {
  skip: ReadonlySet<string>;
  skipAll: boolean;
  experimental: ReadonlySet<string>;
  experimentalAll: boolean;
  error: boolean;
  /** Why the options cannot be read; they count as empty then. */
  problem: string | undefined;
}

const NONE: CheckOptions = {
  skip: new Set(),
  skipAll: false,
  experimental: new Set(),
  experimentalAll: false,
  error: false,
  problem: undefined,
};

/** Reads `skip=A,B;error=true;experimental=C`; only the text before the first space counts, as in BuildKit. */
export function parseCheckOptions(text: string): CheckOptions {
  const source = text.trim().split(/\s/)[0] ?? '';
  if (!source) return NONE;
  const options = { ...NONE };
  for (const part of source.split(';')) {
    const equals = part.indexOf('=');
    const key = part.slice(0, Math.max(equals, 0)).trim();
    const value = part.slice(equals + 1).trim();
    const names = new Set(value.split(',').map((name) => name.trim()));
    if (key === 'skip') Object.assign(options, value === 'all' ? { skipAll: true } : { skip: names });
    else if (key === 'experimental') {
      Object.assign(options, value === 'all' ? { experimentalAll: true } : { experimental: names });
    } else if (key === 'error' && /^(?:1|0|t|f|true|false)$/i.test(value))
      options.error = /^(?:1|t)/i.test(value);
    else return { ...NONE, problem: `"${part}" is no check option: use skip=, error=true or experimental=.` };
  }
  return options;
}

/** The check options of the whole file, from its `# check=` directive. */
export function fileCheckOptions(ast: DockerfileAst): CheckOptions {
  const directive = ast.directives.find((one) => one.name === 'check');
  return directive ? parseCheckOptions(directive.value) : NONE;
}

/** Rules that comments above an instruction switch off for it. */
export interface InstructionPragmas {
  skip: ReadonlySet<string>;
  skipAll: boolean;
  /** The hadolint comments among them, for the rule that forbids those. */
  hadolint: readonly Comment[];
}

/** Reads `# check=skip=...` and `# hadolint ignore=...` above an instruction; undefined when there is none. */
export function instructionPragmas(instruction: Instruction): InstructionPragmas | undefined {
  let skip: Set<string> | undefined;
  let skipAll = false;
  const hadolint: Comment[] = [];
  for (const comment of instruction.comments) {
    const { text } = comment;
    if (text.startsWith('check')) {
      const match = /^check\s*=\s*(.*)$/.exec(text);
      const options = match ? parseCheckOptions(match[1]!) : NONE;
      skipAll ||= options.skipAll;
      skip = new Set([...(skip ?? []), ...options.skip]);
    } else if (text.startsWith('hadolint')) {
      const ignored = hadolintIgnores(text, false);
      if (!ignored) continue;
      hadolint.push(comment);
      skip = new Set([...(skip ?? []), ...ignored]);
    }
  }
  return skip ? { skip, skipAll, hadolint } : undefined;
}

/** Rules of `# hadolint global ignore=...` anywhere in the file. */
export function globalIgnores(comments: Iterable<Comment>): Set<string> {
  const rules = new Set<string>();
  for (const { text } of comments) {
    if (!text.startsWith('hadolint')) continue;
    for (const rule of hadolintIgnores(text, true) ?? []) rules.add(rule);
  }
  return rules;
}

function hadolintIgnores(text: string, global: boolean): string[] | undefined {
  const match = /^hadolint\s+(global\s+)?ignore\s*=\s*(.*)$/.exec(text);
  if (!match || Boolean(match[1]) !== global) return undefined;
  return match[2]!.split(',').map((name) => name.trim().split(/\s/)[0]!);
}
