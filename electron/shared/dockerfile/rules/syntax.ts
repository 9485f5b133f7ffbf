import { flagOf } from '../ast';
import type { Instruction, SyntaxProblem } from '../ast';
import { parseImageReference } from '../analysis/image-reference';
import type { Stage } from '../analysis/model';
import { parsePlatform } from '../analysis/platform';
import { valuesOf } from '../analysis/stages';
import { fileCheckOptions } from '../pragmas';
import { environmentOf } from '../words/environment';
import { expandWord } from '../words/expand';
import type { RuleContext } from './context';
import { syntaxFixes } from './syntax-fixes';

/** Reports everything BuildKit refuses, found by the parser, the analysis, or here. */
export function checkSyntax(context: RuleContext): void {
  const { ast, model } = context;
  for (const problem of ast.problems) add(context, undefined, problem);
  for (const instruction of ast.instructions) {
    for (const problem of instruction.problems) add(context, instruction, problem);
  }
  for (const problem of model.problems) add(context, undefined, problem);
  for (const stage of model.stages) checkFrom(context, stage);
  const check = ast.directives.find((directive) => directive.name === 'check');
  const message = check && fileCheckOptions(ast).problem;
  if (message) add(context, undefined, { ...check.valueSpan, code: 'InvalidCheckOption', message });
}

function add(context: RuleContext, instruction: Instruction | undefined, problem: SyntaxProblem): void {
  const { code, message, start, end } = problem;
  const fixes = syntaxFixes(context.ast, problem, instruction);
  context.findings.push({ rule: code, instruction, span: { start, end }, message, fixes });
}

function checkFrom(context: RuleContext, stage: Stage): void {
  const { from, baseName, base } = stage;
  if (from.image && baseName !== '' && !base && baseName !== 'scratch' && !parseImageReference(baseName)) {
    const lower = baseName.toLowerCase();
    const hint = parseImageReference(lower) ? ` Write it in lower case: ${lower}.` : '';
    add(context, from, {
      start: from.image.start,
      end: from.image.end,
      code: 'InvalidImageReference',
      message: `"${baseName}" is no valid image name.${hint}`,
    });
  }
  const platform = flagOf(from, 'platform');
  if (!platform?.value) return;
  const environment = environmentOf(valuesOf(context.model.globals));
  const expanded = expandWord(platform.value, environment, { escape: context.ast.escape });
  const message =
    expanded.error ??
    (expanded.value === ''
      ? `"${platform.value}" is empty: --platform needs a platform such as linux/amd64.`
      : parsePlatform(expanded.value)
        ? undefined
        : `"${expanded.value}" is no platform; write one such as linux/amd64.`);
  if (message)
    add(context, from, { start: platform.start, end: platform.end, code: 'InvalidPlatform', message });
}
