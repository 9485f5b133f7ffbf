import type { CommandDifference, ContainerCommand } from '../commands';
import { compareCommands, parseCommand, parseCommands } from '../commands';
import type { Evidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';

type CommandsCheck = Extract<Check, { kind: 'commands' }>;
type Wanted = CommandsCheck['expect'][number];

/** Decides whether a file of commands does what is expected, in order; null when it does. Other commands may be there. */
export function judgeCommands(check: CommandsCheck, { text }: Evidence<'commands'>): Verdict | null {
  if (text === null) return missing(`There is no file ${check.file}.`, check.file);
  const { commands, problems } = parseCommands(text);
  const [problem] = problems;
  if (problem) return missing(`${check.file}, line ${problem.line}: ${problem.message}`, problem.message);
  const ours = commands.filter(({ tool }) => tool === 'docker' || tool === 'podman');
  let from = 0;
  for (const wanted of check.expect) {
    const found = ours.findIndex((command, at) => at >= from && fits(command, wanted));
    if (found < 0) return explain(check, wanted, ours.slice(from));
    if (check.tool !== undefined && ours[found]?.tool !== check.tool) {
      return wrongTool(check.tool, ours[found]!, check.file);
    }
    from = found + 1;
  }
  return null;
}

/** The commands of which each is right; the first is the one that explanations speak of. */
const expectedOf = ({ command }: Wanted): readonly ContainerCommand[] =>
  [command].flat().map((each) => parseCommand(each) ?? { ...nothing });
const nothing: ContainerCommand = { tool: '', verb: '', options: new Map(), arguments: [], line: 0 };

function fits(command: ContainerCommand, wanted: Wanted): boolean {
  return expectedOf(wanted).some(
    (expected) => compareCommands(command, expected, wanted.ignore).length === 0,
  );
}

/** What the nearest command of the same verb does otherwise, or that there is none. */
function explain(check: CommandsCheck, wanted: Wanted, commands: readonly ContainerCommand[]): Verdict {
  const expected = expectedOf(wanted);
  const verb = expected[0]?.verb ?? '';
  const [nearest] = commands
    .flatMap((command) => expected.map((each) => ({ command, each })))
    .filter(({ command, each }) => command.verb === each.verb)
    .map(({ command, each }) => ({ command, differences: compareCommands(command, each, wanted.ignore) }))
    .sort((a, b) => a.differences.length - b.differences.length);
  if (!nearest) {
    return missing(
      `${check.file} has no \`${verb}\` command${commands.length > 0 ? ' at this place' : ''}.`,
      commands.map(({ verb }) => verb).join(', ') || 'no command',
      `a \`${verb}\` command`,
    );
  }
  const found = nearest.differences
    .map(({ found: has }) => has)
    .filter(Boolean)
    .join('; ');
  const wants = nearest.differences
    .map((each) => each.expected)
    .filter(Boolean)
    .join('; ');
  return {
    code: 'wrong-command',
    found: found || `nothing for ${wants}`,
    expected: wants || 'nothing more',
    message: `${check.file}, line ${nearest.command.line}: ${nearest.differences.map(inWords).join('; ')}.`,
  };
}

function inWords({ about, found, expected }: CommandDifference): string {
  if (about !== 'option')
    return `the ${about} ${about === 'arguments' ? 'are' : 'is'} "${found}", expected "${expected}"`;
  return expected === '' ? `"${found}" should not be there` : `"${expected}" is missing`;
}

function missing(message: string, found: string, expected = 'a file of commands'): Verdict {
  return { code: 'no-command', found, expected, message };
}

function wrongTool(tool: string, command: ContainerCommand, file: string): Verdict {
  return {
    code: 'wrong-tool',
    found: command.tool,
    expected: tool,
    message: `${file}, line ${command.line} calls ${command.tool}; expected ${tool}.`,
  };
}
