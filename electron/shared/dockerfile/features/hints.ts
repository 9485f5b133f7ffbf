import type { DockerfileAst, Instruction } from '../ast';
import { analyse } from '../analysis/evaluate';
import type { BuildModel, BuildOptions, Step } from '../analysis/model';
import { INSTRUCTION_DOCS } from '../data/documentation';
import { instructionAt, textBefore } from './locate';
import { variableUses } from './variables';

/** A grey note behind a place in the text. */
export interface InlayHint {
  offset: number;
  text: string;
}

/** Longer values would push the text away; a hover shows them whole. */
const longest = 60;

/** The values that words with variables have once these are replaced: of FROM, of flags, and of what the builder reads. */
export function inlayHints(ast: DockerfileAst, options: BuildOptions = {}): InlayHint[] {
  return hintsOf(analyse(ast, options));
}

/** The same for a model that is there already. */
export function hintsOf(model: BuildModel): InlayHint[] {
  const { ast } = model;
  return model.stages.flatMap(({ from, baseName, steps }) => {
    const hints: InlayHint[] = [];
    if (from.image?.value.includes('$') && baseName) hints.push({ offset: from.image.end, text: baseName });
    for (const use of variableUses(ast, from)) {
      const value = model.globals.get(use.name)?.value;
      const inImage = from.image && use.whole.start >= from.image.start;
      if (value && !inImage) hints.push({ offset: use.whole.end, text: value });
    }
    return hints.concat(steps.flatMap(stepHints));
  });
}

/** Instructions whose words the builder itself reads; in RUN and CMD it is the shell that does. */
const READ_BY_BUILDER: ReadonlySet<Instruction['name']> = new Set([
  'ADD',
  'COPY',
  'EXPOSE',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

function stepHints({ instruction, at, values, undefinedNames }: Step): InlayHint[] {
  if (at !== instruction || !READ_BY_BUILDER.has(instruction.name) || undefinedNames.length > 0) return [];
  return instruction.args.flatMap((word, index): InlayHint[] => {
    const value = values[index];
    if (!value || !word.value.includes('$') || value === word.value || value.length > longest) return [];
    return [{ offset: word.end, text: value }];
  });
}

/** The forms of an instruction, and which of its parts is being written. */
export interface SignatureHelp {
  forms: readonly SignatureForm[];
  summary: string;
  /** Index of the form that is being written. */
  activeForm: number;
  /** Index of the part of that form that is being written. */
  activeArgument: number;
}

/** A form, and where in it its parts stand. */
export interface SignatureForm {
  label: string;
  parts: readonly (readonly [number, number])[];
}

/** What may stand at an offset behind an instruction's word. */
export function signatureHelp(ast: DockerfileAst, offset: number): SignatureHelp | undefined {
  const outer = instructionAt(ast, offset);
  const instruction =
    outer?.name === 'ONBUILD' && outer.trigger && offset > outer.trigger.keyword.end ? outer.trigger : outer;
  if (!instruction || instruction.name === 'UNKNOWN' || offset <= instruction.keyword.end) return undefined;
  const { forms, summary } = INSTRUCTION_DOCS[instruction.name];
  const rest = textBefore(instruction, offset)
    .slice(Math.min(instruction.restIndex, instruction.text.length))
    .trimStart();
  const isJson = rest.startsWith('[');
  const isHeredoc = rest.startsWith('<<');
  const wanted = forms.findIndex((form) => form.includes(isJson ? '["' : isHeredoc ? '<<' : ' '));
  const activeForm = Math.max(wanted, 0);
  const form = formOf(forms[activeForm]!);
  const words = rest.split(isJson ? ',' : /\s+/).length - 1;
  // Flags come before what is counted, and the last part may be written again and again.
  const first = form.label.includes('[flags]') ? 1 : 0;
  const activeArgument = Math.min(first + words, Math.max(form.parts.length - 1, 0));
  return { forms: forms.map(formOf), summary, activeForm, activeArgument };
}

function formOf(label: string): SignatureForm {
  const parts: [number, number][] = [];
  const head = label.indexOf(' ') + 1;
  for (const match of label.slice(head).matchAll(/\[flags\]|"?<[^<>]+>"?(?:\[[^\]]*\])?|<<EOF/g)) {
    parts.push([head + match.index, head + match.index + match[0].length]);
  }
  return { label, parts };
}
