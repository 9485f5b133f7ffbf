import type { BuildModel, Stage } from '../analysis/model';
import type { DockerfileAst, Instruction, RunInstruction } from '../ast';
import { instructionAt, stageOf } from '../features/locate';
import { installationOf } from '../rules/packages';
import type { Fix } from '../rules/rule';
import { invocationsOf } from '../shell/invocation';
import { inFile, scriptsOf } from '../shell/scripts';
import { execFormFix } from './exec-form';
import { mergeRunsFix } from './merge-runs';
import type { InstalledImageName } from './pin-tag';
import { pinTagFixes } from './pin-tag';

/**
 * Everything that can be done with the instruction at an offset, as edits; the image may change in its layers.
 * @param installed The images of an engine, where one is known.
 */
export function refactorings(
  model: BuildModel,
  offset: number,
  installed: readonly InstalledImageName[] = [],
): Fix[] {
  const { ast } = model;
  const instruction = instructionAt(ast, offset);
  if (!instruction) return [];
  const stage = stageOf(model, instruction);
  const before = ast.instructions[ast.instructions.indexOf(instruction) - 1];
  const fixes: Fix[] = [...pinTagFixes(instruction, installed)];
  if (instruction.name === 'RUN') {
    if (before?.name === 'RUN') fixes.push(...mergeRunsFix(ast, before, instruction));
    fixes.push(
      ...splitRun(ast, instruction),
      ...toHeredoc(ast, instruction),
      ...fromHeredoc(ast, instruction),
      ...addCacheMount(instruction),
    );
  }
  if (instruction.name === 'CMD' || instruction.name === 'ENTRYPOINT' || instruction.name === 'RUN') {
    fixes.push(...execFormFix(instruction));
  }
  if (stage) fixes.push(...extractStage(ast, stage, instruction));
  return fixes;
}

/** The commands of a RUN that are joined by `&&` only, as text; undefined otherwise. */
function andChain(ast: DockerfileAst, instruction: RunInstruction): string[] | undefined {
  const [embedded] = scriptsOf(instruction);
  if (!embedded || embedded.heredoc || instruction.heredocs.length > 0 || embedded.script.problems.length > 0)
    return undefined;
  const { items } = embedded.script;
  if (items.length < 2 || items.slice(0, -1).some((item) => item.operator !== '&&')) return undefined;
  if (
    embedded.script.comments.length > 0 ||
    instruction.allComments.some((one) => one.line > instruction.line)
  )
    return undefined;
  return items.map(({ pipeline }) => {
    const span = inFile(embedded, pipeline);
    return ast.text.slice(span.start, span.end).trim();
  });
}

/** One RUN for each command; only where no command depends on the folder or variables of the one before. */
function splitRun(ast: DockerfileAst, instruction: RunInstruction): Fix[] {
  const commands = andChain(ast, instruction);
  if (!commands || commands.some((command) => /^(?:cd|export|set|source|\.|\w+=\S*$)(?:\s|$)/.test(command)))
    return [];
  const flags = instruction.flags.map((flag) => `${ast.text.slice(flag.start, flag.end)} `).join('');
  const text = commands.map((command) => `${instruction.keyword.value} ${flags}${command}`).join('\n');
  return [
    {
      title: 'Split into one RUN per command',
      safe: false,
      edits: [{ start: instruction.start, end: instruction.end, text }],
    },
  ];
}

/** The commands as lines of a heredoc that stops at the first failure. */
function toHeredoc(ast: DockerfileAst, instruction: RunInstruction): Fix[] {
  const commands = andChain(ast, instruction);
  const start = instruction.args[0]?.start;
  if (!commands || start === undefined) return [];
  const lines = commands.map((command) =>
    command.replace(new RegExp(`\\s*\\${ast.escape}[ \\t]*\\r?\\n\\s*`, 'g'), ' '),
  );
  if (lines.some((line) => line.includes('EOF') || line.includes('<<'))) return [];
  const text = `<<EOF\nset -e\n${lines.join('\n')}\nEOF`;
  return [{ title: 'Write as a heredoc', safe: false, edits: [{ start, end: instruction.end, text }] }];
}

/** The lines of a heredoc that stops at the first failure, as one command. */
function fromHeredoc(ast: DockerfileAst, instruction: RunInstruction): Fix[] {
  const [embedded, ...others] = scriptsOf(instruction);
  const start = instruction.args[0]?.start;
  if (!embedded?.heredoc || others.length > 0 || embedded.shebang !== undefined || start === undefined)
    return [];
  const { items, comments, problems } = embedded.script;
  if (comments.length > 0 || problems.length > 0 || items.some(({ operator }) => /[&|]/.test(operator)))
    return [];
  const [first, ...commands] = items.map(({ pipeline }) => {
    const span = inFile(embedded, pipeline);
    return ast.text.slice(span.start, span.end).trim();
  });
  // Without it a failure in the middle goes unnoticed, and && would change that.
  if (first !== 'set -e' || commands.length === 0 || commands.some((command) => command.includes('\n')))
    return [];
  const text = commands.join(` && ${ast.escape}\n    `);
  return [
    { title: 'Write as one command with &&', safe: false, edits: [{ start, end: instruction.end, text }] },
  ];
}

/** Where each package manager keeps what it downloads. */
const CACHES: Readonly<Record<string, readonly string[]>> = {
  'apt-get': ['/var/cache/apt,sharing=locked', '/var/lib/apt,sharing=locked'],
  apk: ['/var/cache/apk'],
  pip: ['/root/.cache/pip'],
  npm: ['/root/.npm'],
  yarn: ['/usr/local/share/.cache/yarn'],
  go: ['/root/.cache/go-build', '/go/pkg/mod'],
  dnf: ['/var/cache/dnf,sharing=locked'],
  yum: ['/var/cache/yum,sharing=locked'],
  gem: ['/usr/local/bundle/cache'],
};

/** Keeps a package manager's downloads between builds and out of the image. */
function addCacheMount(instruction: RunInstruction): Fix[] {
  if (instruction.mounts.some((mount) => mount.flag.value?.includes('type=cache'))) return [];
  const programs = scriptsOf(instruction)
    .flatMap(invocationsOf)
    .flatMap(
      (one) =>
        installationOf(one)?.manager.programs[0] ?? (one.name === 'go' || one.name === 'npm' ? one.name : []),
    );
  const targets = programs.map((program) => CACHES[program]).find(Boolean);
  if (!targets) return [];
  const text = targets.map((target) => ` --mount=type=cache,target=${target}`).join('');
  const { end } = instruction.keyword;
  return [{ title: 'Add a cache mount', safe: false, edits: [{ start: end, end, text }] }];
}

/** Makes what stands above the instruction a stage of its own, which this one is then built on. */
function extractStage(ast: DockerfileAst, stage: Stage, instruction: Instruction): Fix[] {
  if (instruction.name === 'FROM' || stage.instructions[0] === instruction) return [];
  const { from } = stage;
  if (!from.image || from.args.length === 2) return [];
  const taken = new Set(
    ast.instructions.flatMap((one) => (one.name === 'FROM' ? (one.stage?.value.toLowerCase() ?? []) : [])),
  );
  const name = ['base', 'setup', 'prepare'].find((one) => !taken.has(one));
  if (!name) return [];
  const lower = from.keyword.value === from.keyword.value.toLowerCase();
  const [FROM, AS] = lower ? ['from', 'as'] : ['FROM', 'AS'];
  const own = from.stage ? ` ${AS} ${from.stage.value}` : '';
  const lineStart = ast.lineStarts[(instruction.allComments[0]?.line ?? instruction.line) - 1]!;
  return [
    {
      title: `Make the steps above a stage "${name}"`,
      safe: false,
      edits: [
        { start: from.image.end, end: from.end, text: ` ${AS} ${name}` },
        { start: lineStart, end: lineStart, text: `\n${FROM} ${name}${own}\n` },
      ],
    },
  ];
}

/** A `.dockerignore` to begin with, for the files of a context: only what is there is named. */
export function suggestDockerignore(paths: readonly string[]): string {
  const has = (test: RegExp): boolean => paths.some((path) => test.test(path));
  const lines = [
    '# What the build does not need is not sent to the builder.',
    '.git',
    '.gitignore',
    '.dockerignore',
    '**/.DS_Store',
  ];
  if (has(/(?:^|\/)package\.json$/)) lines.push('node_modules', 'npm-debug.log*');
  if (has(/\.py$/)) lines.push('**/__pycache__', '**/*.pyc', '.venv');
  if (has(/(?:^|\/)pom\.xml$/)) lines.push('target');
  if (has(/(?:^|\/)Cargo\.toml$/)) lines.push('target');
  if (has(/(?:^|\/)\.env/)) lines.push('.env*');
  if (has(/\.(?:pem|key)$/)) lines.push('**/*.pem', '**/*.key');
  return `${[...new Set(lines)].join('\n')}\n`;
}
