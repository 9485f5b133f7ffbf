import type { DockerfileAst } from '../ast';
import { analyse } from '../analysis/evaluate';
import type { BuildOptions } from '../analysis/model';
import { INSTRUCTION_DOCS } from '../data/documentation';
import { instructionAt, textBefore } from './locate';
import { variableUses } from './variables';

/** A grey note behind a place in the text. */
export interface InlayHint {
  offset: number;
  text: string;
}

/** The values FROM and --platform have once their variables are replaced. */
export function inlayHints(ast: DockerfileAst, options: BuildOptions = {}): InlayHint[] {
  const model = analyse(ast, options);
  return model.stages.flatMap(({ from, baseName }) => {
    const hints: InlayHint[] = [];
    if (from.image?.value.includes('$') && baseName) hints.push({ offset: from.image.end, text: baseName });
    for (const use of variableUses(ast, from)) {
      const value = model.globals.get(use.name)?.value;
      const inImage = from.image && use.whole.start >= from.image.start;
      if (value && !inImage) hints.push({ offset: use.whole.end, text: value });
    }
    return hints;
  });
}

/** The forms of an instruction, and which of its parts is being written. */
export interface SignatureHelp {
  forms: readonly string[];
  summary: string;
  /** Index of the form that is being written. */
  activeForm: number;
  /** Index of the argument, counted from 0 behind the flags. */
  activeArgument: number;
}

/** What may stand at an offset behind an instruction's word. */
export function signatureHelp(ast: DockerfileAst, offset: number): SignatureHelp | undefined {
  const outer = instructionAt(ast, offset);
  const instruction =
    outer?.name === 'ONBUILD' && outer.trigger && offset > outer.trigger.keyword.end ? outer.trigger : outer;
  if (!instruction || instruction.name === 'UNKNOWN' || offset <= instruction.keyword.end) return undefined;
  const { forms, summary } = INSTRUCTION_DOCS[instruction.name];
  const rest = textBefore(instruction, offset).slice(
    Math.min(instruction.restIndex, instruction.text.length),
  );
  const isJson = rest.trimStart().startsWith('[');
  const isHeredoc = rest.trimStart().startsWith('<<');
  const wanted = forms.findIndex((form) => form.includes(isJson ? '["' : isHeredoc ? '<<' : ' '));
  const words = rest.trimStart().split(isJson ? ',' : /\s+/);
  return { forms, summary, activeForm: Math.max(wanted, 0), activeArgument: Math.max(words.length - 1, 0) };
}
