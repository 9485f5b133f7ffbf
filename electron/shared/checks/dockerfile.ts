import type { Instruction, Stage, Step } from '../dockerfile';
import { findStage, flagOf, lintAst, parseDockerfile } from '../dockerfile';
import type { Evidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { compareToRange, matches, rangeInWords, withPattern } from './verdict';

type DockerfileCheck = Extract<Check, { kind: 'dockerfile' }>;
type Predicate = DockerfileCheck['has'][number];

/** An instruction with its arguments as the builder would see them. */
interface Resolved {
  readonly instruction: Instruction;
  readonly stage: Stage | undefined;
  readonly arguments: string;
}

/** Decides a predicate on the Dockerfile's meaning; null when it holds. */
export function judgeDockerfile(check: DockerfileCheck, { text }: Evidence<'dockerfile'>): Verdict | null {
  if (text === null) {
    return {
      code: 'missing',
      expected: check.file,
      message: `There is no file ${check.file}. Create it in the lab's folder, with exactly that name.`,
    };
  }
  const { diagnostics, model, ast } = lintAst(parseDockerfile(text));
  const resolved = ast.instructions.map((instruction) => resolve(instruction, model.stages));
  const inStage = (predicate: Predicate) => resolved.filter((each) => isIn(each, predicate, model));
  for (const predicate of check.has) {
    if (inStage(predicate).some((each) => fits(each, predicate))) continue;
    const near = inStage(predicate).find((each) => each.instruction.name === predicate.instruction);
    return {
      code: 'missing',
      ...(near && { found: near.instruction.text.trim() }),
      expected: describe(predicate),
      message: near
        ? `Line ${near.instruction.line} is a ${predicate.instruction}, but not the one that is asked for: expected ${describe(predicate)}.`
        : `The Dockerfile has no ${describe(predicate)}.`,
    };
  }
  for (const predicate of check.lacks) {
    const found = inStage(predicate).find((each) => fits(each, predicate));
    if (!found) continue;
    return {
      code: 'present',
      found: found.instruction.text.trim(),
      expected: `no ${describe(predicate)}`,
      message: `Line ${found.instruction.line} should not be there: the goal is a Dockerfile without ${describe(predicate)}.`,
    };
  }
  if (check.stages && compareToRange(model.stages.length, check.stages) !== 'inside') {
    const expected = `${rangeInWords(check.stages)} stages`;
    return {
      code: 'stages',
      found: `${model.stages.length}`,
      expected,
      message: `The Dockerfile has ${model.stages.length} stages, expected ${expected}. Every FROM begins a stage.`,
    };
  }
  const broken = diagnostics.find((each) => check.clean.includes(each.rule));
  if (!broken) return null;
  return {
    code: 'lint',
    found: broken.rule,
    expected: `nothing for the linter's rule ${broken.rule} to say`,
    message: `Line ${broken.line}: ${broken.message}`,
  };
}

function resolve(instruction: Instruction, stages: readonly Stage[]): Resolved {
  const stage = stages.find((each) => each.from === instruction || each.instructions.includes(instruction));
  if (instruction.name === 'FROM' && stage) {
    const name = instruction.stage ? ` AS ${instruction.stage.value}` : '';
    return { instruction, stage, arguments: `${stage.baseName}${name}` };
  }
  const step = stage?.steps.find((each) => each.instruction === instruction);
  const body = instruction.heredocs.map((heredoc) => heredoc.content).join(' ');
  return { instruction, stage, arguments: fold(`${argumentsOf(instruction, step)} ${body}`) };
}

/** `key=value` pairs for ENV, LABEL and ARG, and the words for all others, in shell and exec form alike. */
function argumentsOf(instruction: Instruction, step: Step | undefined): string {
  if (instruction.name === 'ENV' || instruction.name === 'LABEL' || instruction.name === 'ARG') {
    const values = step?.values;
    return instruction.pairs
      .map((pair, index) => {
        const value = values?.[index * 2 + 1] ?? pair.value?.value;
        return value === undefined ? pair.key.value : `${values?.[index * 2] ?? pair.key.value}=${value}`;
      })
      .join(' ');
  }
  return (step?.values ?? instruction.args.map((word) => word.value)).join(' ');
}

function isIn(
  { stage }: Resolved,
  predicate: Predicate,
  model: { stages: readonly Stage[]; target: Stage | undefined },
): boolean {
  if (predicate.stage === 'any') return true;
  const wanted = predicate.stage === 'final' ? model.target : findStage(model.stages, predicate.stage);
  return stage !== undefined && stage === wanted;
}

function fits({ instruction, arguments: text }: Resolved, predicate: Predicate): boolean {
  return (
    instruction.name === predicate.instruction &&
    (predicate.form === undefined || instruction.json === (predicate.form === 'exec')) &&
    (predicate.flag === undefined || flagOf(instruction, predicate.flag) !== undefined) &&
    (predicate.arguments === undefined || matches(predicate.arguments, text))
  );
}

function describe(predicate: Predicate): string {
  const stage =
    predicate.stage === 'any'
      ? ''
      : predicate.stage === 'final'
        ? ' in the last stage'
        : ` in the stage ${predicate.stage}`;
  const form = predicate.form ? ` in ${predicate.form} form` : '';
  const flag = predicate.flag ? ` with --${predicate.flag}` : '';
  const text = predicate.arguments === undefined ? '' : ` ${withPattern(predicate.arguments)}`;
  return `${predicate.instruction}${form}${flag}${text}${stage}`;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
