import type { DockerfileAst, Instruction, Span } from '../ast';
import { INSTRUCTION_NAMES } from '../ast';
import { analyse } from '../analysis/evaluate';
import type { BuildModel } from '../analysis/model';
import { variablesAt } from '../analysis/model';
import { FLAG_DOCS, INSTRUCTION_DOCS, PLATFORM_ARG_DOCS } from '../data/documentation';
import { FLAGS } from '../instructions/flag-rules';
import { RULES } from '../rules/registry';
import { argumentItems } from './completion-arguments';
import { flagValueItems } from './completion-flags';
import type { CompletionContext, CompletionItem } from './completion-types';
import { instructionAt, lineStartAt, stageOf, textBefore } from './locate';
import { SNIPPETS } from './snippets';

/** Proposals for what can stand at an offset. */
export function completions(
  ast: DockerfileAst,
  offset: number,
  context: CompletionContext = {},
): CompletionItem[] {
  const { text } = ast;
  const lineStart = lineStartAt(text, offset);
  const before = text.slice(lineStart, offset);
  if (/^\s*#/.test(before)) return commentItems(ast, before, offset);
  const found = instructionAt(ast, offset);
  if (!found || offset <= found.keyword.end) {
    if (!/^\s*\w*$/.test(before)) return [];
    return instructionItems(ast, { start: offset - /\w*$/.exec(before)![0].length, end: offset });
  }
  const heredoc = found.heredocs.some(({ body }) => body.start <= offset && offset <= body.end);
  const inner = found.name === 'ONBUILD' && found.trigger ? found.trigger : found;
  if (inner !== found && offset <= inner.keyword.end) {
    return instructionItems(ast, { start: inner.start, end: offset });
  }
  const written = textBefore(inner, offset);
  const model = analyse(ast, context);
  const variables = variableItems(model, found, written, offset);
  if (variables) return variables;
  if (heredoc) return [];
  const word = /\S*$/.exec(written)![0];
  if (word.startsWith('--') && isBeforeArguments(written))
    return flagItems(model, inner, word, offset, context);
  return argumentItems({ model, instruction: inner, owner: found, written, word, offset, context });
}

function isBeforeArguments(written: string): boolean {
  return /^\s*(?:ONBUILD\s+)?\w+\s+(?:--\S+\s+)*--\S*$/i.test(written);
}

function instructionItems(ast: DockerfileAst, range: Span): CompletionItem[] {
  const lower = isMostlyLower(ast);
  const items = INSTRUCTION_NAMES.filter((name) => name !== 'MAINTAINER').map((name): CompletionItem => {
    const { summary, forms, snippet } = INSTRUCTION_DOCS[name];
    const label = lower ? name.toLowerCase() : name;
    const insert = label + snippet.slice(name.length);
    const documentation = forms.join('\n');
    return {
      label,
      kind: 'instruction',
      detail: summary,
      documentation,
      insert,
      snippet: true,
      range,
      sort: '1',
    };
  });
  const snippets = SNIPPETS.map(({ label, detail, body }): CompletionItem => ({
    label,
    kind: 'snippet',
    detail,
    documentation: body,
    insert: body,
    snippet: true,
    range,
    sort: '2',
  }));
  return [...items, ...snippets];
}

function isMostlyLower(ast: DockerfileAst): boolean {
  const lower = ast.instructions.filter(
    ({ keyword }) => keyword.value === keyword.value.toLowerCase(),
  ).length;
  return lower > ast.instructions.length / 2;
}

function flagItems(
  model: BuildModel,
  instruction: Instruction,
  word: string,
  offset: number,
  context: CompletionContext,
): CompletionItem[] {
  const equals = word.indexOf('=');
  if (equals >= 0) {
    const value = word.slice(equals + 1);
    return flagValueItems({ model, instruction, flag: word.slice(2, equals), value, offset, context });
  }
  const range = { start: offset - word.length, end: offset };
  const known = instruction.name === 'UNKNOWN' ? {} : (FLAGS[instruction.name] ?? {});
  return Object.entries(known).map(([name, kind]) => ({
    label: `--${name}`,
    kind: 'flag',
    detail: FLAG_DOCS[`${instruction.name} ${name}`] ?? '',
    insert: `--${name}${kind === 'bool' ? ' ' : '='}`,
    range,
  }));
}

/** Variables after `$`; undefined when no variable is being written. */
function variableItems(
  model: BuildModel,
  instruction: Instruction,
  written: string,
  offset: number,
): CompletionItem[] | undefined {
  const match = /\$(\{?)(\w*)$/.exec(written);
  if (!match) return undefined;
  const range = { start: offset - match[2]!.length, end: offset };
  const close = match[1] && model.ast.text[offset] !== '}' ? '}' : '';
  const item = (name: string, detail: string, sort: string): CompletionItem => ({
    label: name,
    kind: 'variable',
    detail,
    insert: name + close,
    range,
    sort,
  });
  const stage = stageOf(model, instruction);
  if (!stage || instruction.name === 'FROM') {
    return [
      ...[...model.globals.values()].map(({ name, value }) =>
        item(name, PLATFORM_ARG_DOCS[name] ?? value, '2'),
      ),
      ...[...model.globalNames]
        .filter((name) => !model.globals.has(name))
        .map((name) => item(name, 'no default', '1')),
    ];
  }
  const step = stage.steps.find((one) => one.instruction === instruction);
  const variables = variablesAt(stage, step);
  return [
    ...[...variables.values()].map(({ name, value, kind }) =>
      item(name, value || `from the ${kind}`, kind === 'image' ? '2' : '1'),
    ),
    ...[...stage.declaredArgs]
      .filter((name) => !variables.has(name))
      .map((name) => item(name, 'ARG without a value', '1')),
  ];
}

const CHECK_OPTIONS = ['skip=', 'error=true', 'experimental='];

function commentItems(ast: DockerfileAst, before: string, offset: number): CompletionItem[] {
  const word = /[\w.-]*$/.exec(before)![0];
  const range = { start: offset - word.length, end: offset };
  const value = (label: string, detail = ''): CompletionItem => ({
    label,
    kind: 'value',
    detail,
    insert: label,
    range,
  });
  if (
    /check\s*=\s*(?:\S*;)?\s*(?:skip|experimental)=\S*$/.test(before) ||
    /hadolint\s+(?:global\s+)?ignore=\S*$/.test(before)
  ) {
    const hadolint = before.includes('hadolint');
    return RULES.filter((rule) => rule.source !== 'syntax').map((rule) => {
      const label = (hadolint && rule.aliases[0]) || rule.id;
      return { label, kind: 'rule', detail: rule.title, insert: label, range };
    });
  }
  if (/check\s*=\s*(?:\S*;)?\w*$/.test(before)) return CHECK_OPTIONS.map((option) => value(option));
  if (/escape\s*=\s*$/.test(before)) return [value('`', 'for Windows paths'), value('\\', 'the default')];
  if (/syntax\s*=\s*\S*$/.test(before)) return [value('docker/dockerfile:1', 'needs the network once')];
  if (!/^\s*#\s*\w*$/.test(before)) return [];
  const isTop = offset <= (ast.instructions[0]?.start ?? ast.text.length);
  return [
    ...(isTop
      ? [value('syntax=', 'the version of the Dockerfile language'), value('escape=', 'the escape character')]
      : []),
    value('check=', 'which build checks apply'),
    value('hadolint ignore=', 'rules to leave out for the next instruction'),
  ];
}
