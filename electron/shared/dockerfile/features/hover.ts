import type { Directive, DockerfileAst, Instruction, Span } from '../ast';
import { analyse } from '../analysis/evaluate';
import type { BuildModel, BuildOptions, Variable } from '../analysis/model';
import { variablesAt } from '../analysis/model';
import {
  FLAG_DOCS,
  INSTRUCTION_DOCS,
  MOUNT_DOCS,
  OCI_LABELS,
  PLATFORM_ARG_DOCS,
} from '../data/documentation';
import { lineAt } from '../lexer/positions';
import { findRule } from '../rules/registry';
import { instructionAt, lineStartAt, stageOf, touches } from './locate';
import { entityAt, occurrencesOf } from './references';
import { stageLabel } from './symbols';
import { variableUses } from './variables';

/** What to show for a place: Markdown paragraphs, and the slide that explains more. */
export interface Hover {
  range: Span;
  contents: string[];
  topic?: string;
}

/** Says what is at an offset: an instruction, a flag, a variable's value, a stage. */
export function hover(ast: DockerfileAst, offset: number, options: BuildOptions = {}): Hover | undefined {
  const outer = instructionAt(ast, offset);
  if (!outer) return commentHover(ast, offset);
  const instruction =
    outer.name === 'ONBUILD' && outer.trigger && offset >= outer.trigger.start ? outer.trigger : outer;
  if (touches(instruction.keyword, offset) && instruction.name !== 'UNKNOWN') {
    const { summary, forms, topic } = INSTRUCTION_DOCS[instruction.name];
    return {
      range: instruction.keyword,
      contents: [`**${instruction.name}** ${summary}`, code(forms.join('\n'))],
      topic,
    };
  }
  const model = analyse(ast, options);
  return (
    variableHover(model, outer, offset) ??
    stageHover(model, offset) ??
    flagHover(instruction, offset) ??
    labelHover(instruction, offset)
  );
}

function code(text: string): string {
  return `\`\`\`dockerfile\n${text}\n\`\`\``;
}

function commentHover(ast: DockerfileAst, offset: number): Hover | undefined {
  const directive = ast.directives.find((one) => touches(one, offset));
  return pragmaHover(ast, offset) ?? (directive && directiveHover(directive));
}

/** The rule a pragma names. */
function pragmaHover(ast: DockerfileAst, offset: number): Hover | undefined {
  const lineStart = lineStartAt(ast.text, offset);
  const line = ast.text.slice(lineStart).split('\n', 1)[0]!;
  if (!/^\s*#.*(?:check|hadolint)/.test(line)) return undefined;
  for (const match of line.matchAll(/[A-Za-z]+\d*/g)) {
    const range = { start: lineStart + match.index, end: lineStart + match.index + match[0].length };
    const rule = touches(range, offset) ? findRule(match[0]) : undefined;
    if (rule)
      return {
        range,
        contents: [`**${rule.id}** ${rule.title}`, rule.why, code(rule.good)],
        topic: rule.topic,
      };
  }
  return undefined;
}

const DIRECTIVE_DOCS = {
  syntax:
    'The version of the Dockerfile language: an image that reads this file. It is pulled, so it needs the network.',
  escape: 'The character that continues lines and escapes; a backtick leaves \\ free for Windows paths.',
  check: 'Which build checks are skipped, and whether they stop the build.',
} as const;

function directiveHover(directive: Directive): Hover {
  return { range: directive, contents: [`**${directive.name}** ${DIRECTIVE_DOCS[directive.name]}`] };
}

function variableHover(model: BuildModel, instruction: Instruction, offset: number): Hover | undefined {
  const use = variableUses(model.ast, instruction).find((one) => touches(one.whole, offset));
  const found = use ? undefined : entityAt(model, offset);
  const definition = found?.entity.kind === 'variable' ? found : undefined;
  if (!use && !definition) return undefined;
  const range = use?.whole ?? definition!.span;
  const name = use?.name ?? definition!.entity.name;
  const stage = stageOf(model, instruction);
  const step = stage?.steps.find((one) => one.instruction === instruction);
  const inFrom = instruction.name === 'FROM' || !stage;
  const known = inFrom ? model.globals.get(name) : variablesAt(stage, use ? step : undefined).get(name);
  const contents = known
    ? [describe(model, known)]
    : [
        stage?.declaredArgs.has(name) || model.globalNames.has(name)
          ? `**$${name}** is declared by ARG and has no value unless --build-arg gives one.`
          : `**$${name}** is not defined here.`,
      ];
  return { range, contents, topic: 'arg-env' };
}

function describe(model: BuildModel, variable: Variable): string {
  const { name, value, kind, from } = variable;
  if (kind === 'platform') return `**$${name}** ${PLATFORM_ARG_DOCS[name] ?? ''} Here \`${value}\`.`;
  if (!from) return `**$${name}** comes from the base image${value ? `: \`${value}\`` : '.'}`;
  return `**$${name}** = \`${value}\`, from ${kind} in line ${lineAt(model.ast.lineStarts, from.start)}.`;
}

function stageHover(model: BuildModel, offset: number): Hover | undefined {
  const found = entityAt(model, offset);
  if (found?.entity.kind === 'stage') {
    const { stage } = found.entity;
    const uses = occurrencesOf(model, found.entity).filter((one) => one.kind === 'use').length;
    const text = `**${stageLabel(stage)}** is built from \`${stage.baseName}\` and used ${uses} times.`;
    return { range: found.span, contents: [text], topic: 'multi-stage' };
  }
  const stage = model.stages.find((one) => one.from.image && touches(one.from.image, offset));
  if (!stage?.from.image) return undefined;
  const contents = [
    stage.baseName === 'scratch'
      ? '**scratch** is the empty image.'
      : `**${stage.baseName}** is the base image.`,
  ];
  return { range: stage.from.image, contents, topic: 'images-and-tags' };
}

function flagHover(instruction: Instruction, offset: number): Hover | undefined {
  const flag = instruction.flags.find((one) => touches(one, offset));
  if (!flag) return undefined;
  if (instruction.name === 'RUN') {
    for (const { fields } of instruction.mounts) {
      const field = fields.find((one) => touches(one.keySpan, offset));
      const doc = field && MOUNT_DOCS[field.key];
      if (doc) return { range: field, contents: [`**${field.key}** ${doc.text}`], topic: 'mounts' };
    }
  }
  const text = FLAG_DOCS[`${instruction.name} ${flag.name}`];
  return text ? { range: flag, contents: [`**--${flag.name}** ${text}`] } : undefined;
}

function labelHover(instruction: Instruction, offset: number): Hover | undefined {
  if (instruction.name !== 'LABEL') return undefined;
  const pair = instruction.pairs.find((one) => touches(one.key, offset));
  const text = pair && OCI_LABELS[pair.key.value];
  return text ? { range: pair.key, contents: [`**${pair.key.value}** ${text}`], topic: 'labels' } : undefined;
}
