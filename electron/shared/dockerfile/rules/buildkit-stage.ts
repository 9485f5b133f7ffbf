import type { FromInstruction, KeyValueInstruction } from '../ast';
import { flagOf } from '../ast';
import { parseImageReference } from '../analysis/image-reference';
import type { BuildModel, Stage } from '../analysis/model';
import { platformArguments, parsePlatform } from '../analysis/platform';
import { valuesOf } from '../analysis/stages';
import { suggest } from '../didyoumean';
import { environmentOf } from '../words/environment';
import type { Environment } from '../words/environment';
import { expandWord } from '../words/expand';
import type { RuleContext } from './context';

const RESERVED = ['context', 'scratch'];

/** BuildKit's checks of FROM lines and of the file as a whole. */
export function checkStages(context: RuleContext): void {
  checkCasing(context);
  checkContinuations(context);
  const names = new Set<string>();
  const defaults = defaultEnvironment(context.model);
  for (const stage of context.model.stages) {
    checkNames(context, stage, names);
    checkDefaultName(context, stage, defaults);
    checkFromArguments(context, stage.from);
    checkPlatform(context, stage);
  }
  for (const instruction of context.ast.instructions) {
    if (instruction.name === 'FROM') checkDescription(context, instruction, stageKeys(instruction));
    else if (instruction.name === 'ARG') checkDescription(context, instruction, argumentKeys(instruction));
    else if (instruction.name === 'MAINTAINER') {
      context.report('MaintainerDeprecated', instruction, {
        detail: 'Maintainer instruction is deprecated in favor of using label',
        fixes: maintainerFix(instruction.keyword, instruction.args[0]),
      });
    }
  }
}

function maintainerFix(keyword: { start: number }, value: { end: number; value: string } | undefined) {
  if (!value) return [];
  const text = `LABEL org.opencontainers.image.authors=${JSON.stringify(value.value)}`;
  return [
    { title: 'Replace by a label', safe: true, edits: [{ start: keyword.start, end: value.end, text }] },
  ];
}

function checkCasing(context: RuleContext): void {
  const counted = context.model.stages.flatMap((stage) => [stage.from, ...stage.instructions]);
  let lower = 0;
  let upper = 0;
  for (const { keyword } of counted) {
    if (keyword.value === keyword.value.toLowerCase()) lower++;
    else if (keyword.value === keyword.value.toUpperCase()) upper++;
  }
  const toLower = lower > upper;
  for (const instruction of counted) {
    const written = instruction.keyword.value;
    const wanted = toLower ? written.toLowerCase() : written.toUpperCase();
    if (written === wanted || instruction.name === 'UNKNOWN') continue;
    context.report('ConsistentInstructionCasing', instruction, {
      detail: `Command '${written}' should match the case of the command majority (${toLower ? 'lowercase' : 'uppercase'})`,
      message: `Write ${wanted}, as most instructions of this file are written.`,
      fixes: [
        { title: `Write ${wanted}`, safe: true, edits: [{ ...place(instruction.keyword), text: wanted }] },
      ],
    });
  }
}

function place(span: { start: number; end: number }): { start: number; end: number } {
  return { start: span.start, end: span.end };
}

function checkContinuations(context: RuleContext): void {
  for (const instruction of context.ast.instructions) {
    if (!instruction.emptyContinuation) continue;
    const { text, lineStarts } = context.ast;
    const edits = [];
    for (let line = instruction.line; line < instruction.headEndLine; line++) {
      const start = lineStarts[line]!;
      const end = lineStarts[line + 1] ?? text.length;
      if (text.slice(start, end).trim() === '') edits.push({ start, end, text: '' });
    }
    context.report('NoEmptyContinuation', instruction, {
      line: instruction.headEndLine,
      detail: 'Empty continuation line',
      fixes: [{ title: 'Remove the empty lines', safe: true, edits }],
    });
  }
}

function checkNames(context: RuleContext, stage: Stage, names: Set<string>): void {
  const { from, name } = stage;
  const written = from.args.length === 3 ? from.stage : undefined;
  if (written && written.value !== written.value.toLowerCase()) {
    context.report('StageNameCasing', from, {
      span: written,
      detail: `Stage name '${written.value}' should be lowercase`,
      message: `Write the stage name "${written.value}" in lower case.`,
      fixes: [
        {
          title: `Write ${written.value.toLowerCase()}`,
          safe: true, // wherever the stage is used, its name is compared in lower case
          edits: [{ ...place(written), text: written.value.toLowerCase() }],
        },
      ],
    });
  }
  const { keyword, asKeyword } = from;
  if (asKeyword && from.args.length >= 3) {
    const isLower = keyword.value === keyword.value.toLowerCase();
    const isUpper = keyword.value === keyword.value.toUpperCase();
    const wanted = isLower ? asKeyword.value.toLowerCase() : asKeyword.value.toUpperCase();
    if ((isLower || isUpper) && asKeyword.value !== wanted) {
      context.report('FromAsCasing', from, {
        span: asKeyword,
        detail: `'${asKeyword.value}' and '${keyword.value}' keywords' casing do not match`,
        fixes: [{ title: `Write ${wanted}`, safe: true, edits: [{ ...place(asKeyword), text: wanted }] }],
      });
    }
  }
  if (!name || !written) return;
  if (RESERVED.includes(name)) {
    context.report('ReservedStageName', from, {
      span: written,
      detail: `Stage name should not use the same name as reserved stage "${name}"`,
    });
  }
  if (names.has(name)) {
    context.report('DuplicateStageName', from, {
      span: written,
      detail: `Duplicate stage name "${name}", stage names should be unique`,
      message: `The stage name "${name}" is used above already.`,
    });
  }
  names.add(name);
}

/** Global ARGs with their defaults only, as if built without --build-arg. */
function defaultEnvironment(model: BuildModel): Environment {
  const values = platformArguments('linux/amd64', '');
  for (const instruction of model.ast.instructions) {
    if (instruction.name === 'FROM') break;
    if (instruction.name !== 'ARG') continue;
    for (const pair of instruction.pairs) {
      if (!pair.value) continue;
      values.set(pair.key.value, expandWord(pair.value.value, values, { escape: model.ast.escape }).value);
    }
  }
  return environmentOf(values);
}

function checkDefaultName(context: RuleContext, stage: Stage, defaults: Environment): void {
  const { image } = stage.from;
  if (!image) return;
  const expanded = expandWord(image.value, defaults, { escape: context.ast.escape });
  if (expanded.error !== undefined || parseImageReference(expanded.value)) return;
  context.report('InvalidDefaultArgInFrom', stage.from, {
    span: image,
    detail: `Default value for ARG ${image.value} results in empty or invalid base image name`,
    message: `"${image.value}" becomes "${expanded.value}", which is no valid image name.`,
  });
}

function checkFromArguments(context: RuleContext, from: FromInstruction): void {
  const environment = environmentOf(valuesOf(context.model.globals));
  const { globals, globalNames } = context.model;
  const platform = flagOf(from, 'platform');
  for (const part of [
    from.image,
    platform?.value ? { ...platform.valueSpan, value: platform.value } : undefined,
  ]) {
    if (!part?.value.includes('$')) continue;
    for (const name of expandWord(part.value, environment, { escape: context.ast.escape }).unmatched) {
      if (globalNames.has(name)) continue;
      const near = suggest(name, [...globalNames, ...globals.keys()]);
      context.report('UndefinedArgInFrom', from, {
        span: part,
        detail: `FROM argument '${name}' is not declared${near ? ` (did you mean ${near}?)` : ''}`,
        message: `FROM uses $${name}, but no ARG before the first FROM declares it${near ? `; did you mean $${near}?` : '.'}`,
        fixes: near ? renameVariable(part, context.ast.text, name, near) : [],
      });
    }
  }
}

/** A fix that writes `to` for the variable `from` inside a span. */
export function renameVariable(span: { start: number; end: number }, text: string, from: string, to: string) {
  const source = text.slice(span.start, span.end);
  const pattern = new RegExp(`\\$(\\{)?${from.replace(/[^\w]/g, '\\$&')}(?![\\w])`, 'g');
  const edits = [...source.matchAll(pattern)].map((match) => {
    const start = span.start + match.index + 1 + (match[1]?.length ?? 0);
    return { start, end: start + from.length, text: to };
  });
  return edits.length > 0 ? [{ title: `Change to $${to}`, safe: false, edits }] : [];
}

function checkPlatform(context: RuleContext, stage: Stage): void {
  const flag = flagOf(stage.from, 'platform');
  if (!flag?.value) return;
  const { globals } = context.model;
  const expanded = expandWord(flag.value, environmentOf(valuesOf(globals)), { escape: context.ast.escape });
  const remove = { start: flag.start, end: flag.end + 1, text: '' };
  if (expanded.matched.size === 1 && expanded.unmatched.size === 0) {
    if (!expanded.matched.has('TARGETPLATFORM') || expanded.value !== globals.get('TARGETPLATFORM')?.value)
      return;
    context.report('RedundantTargetPlatform', stage.from, {
      span: flag,
      detail: `Setting platform to predefined ${flag.value} in FROM is redundant as this is the default behavior`,
      fixes: [{ title: 'Remove --platform', safe: true, edits: [remove] }],
    });
    return;
  }
  if (expanded.matched.size > 0 || expanded.unmatched.size > 0) return;
  const platform = parsePlatform(expanded.value);
  if (!platform) return;
  const name = stage.name ?? '';
  if (name.includes(platform.os) || name.includes(platform.architecture)) return;
  context.report('FromPlatformFlagConstDisallowed', stage.from, {
    span: flag,
    detail: `FROM --platform flag should not use constant value "${expanded.value}"`,
    fixes: [{ title: 'Remove --platform', safe: false, edits: [remove] }],
  });
}

function stageKeys(from: FromInstruction): string[] {
  return from.args.length === 3 && from.stage ? [from.stage.value.toLowerCase()] : [];
}

function argumentKeys(instruction: KeyValueInstruction): string[] {
  return instruction.pairs.map((pair) => pair.key.value);
}

function checkDescription(
  context: RuleContext,
  instruction: FromInstruction | KeyValueInstruction,
  keys: readonly string[],
): void {
  const comment = instruction.comments.at(-1);
  if (!comment || keys.length === 0 || comment.line !== instruction.line - 1) return;
  if (keys.includes(comment.text.split(' ')[0]!)) return;
  const example = keys.length > 1 ? '<arg_key>' : keys[0]!;
  context.report('InvalidDefinitionDescription', instruction, {
    span: comment,
    line: instruction.line,
    detail: `Comment for ${instruction.name} should follow the format: \`# ${example} <description>\``,
  });
}
