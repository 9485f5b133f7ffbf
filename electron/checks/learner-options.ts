import type { Check, RunEvidence } from '../shared/checks';
import type { ContainerOptions } from '../shared/commands';
import { normaliseImage, parseCommands, readContainerOptions } from '../shared/commands';

type ContainerCheck = Extract<Check, { kind: 'container' }>;

/** What the learner's `run` line asks for, or why it cannot be used. */
export type LearnerOptions =
  | { readonly ok: true; readonly options: ContainerOptions }
  | { readonly ok: false; readonly evidence: Pick<RunEvidence, 'badOptions'> };

/** Reads the `run` line that a check names in a file of the learner's; `text` is null where there is no such file. */
export function readLearnerOptions(
  { file, line, image }: NonNullable<ContainerCheck['options']>,
  text: string | null,
): LearnerOptions {
  if (text === null) return bad(`There is no file ${file}.`);
  const { commands, problems } = parseCommands(text);
  if (problems[0]) return bad(`${file}, line ${problems[0].line}: ${problems[0].message}`);
  const command = commands.filter(({ verb }) => verb === 'run')[line - 1];
  if (!command) return bad(`${file} has no ${line > 1 ? `${line}. ` : ''}\`docker run\` line.`);
  const read = readContainerOptions(command);
  if (!read.ok) return bad(`${file}, line ${command.line}: ${read.reason}`);
  if (normaliseImage(read.options.image) !== normaliseImage(image)) {
    return bad(
      `${file}, line ${command.line} runs the image \`${read.options.image}\`; expected \`${image}\`.`,
    );
  }
  return read;
}

const bad = (badOptions: string): LearnerOptions => ({ ok: false, evidence: { badOptions } });
