import type { Instruction } from '../ast';
import { flagOf, INSTRUCTION_NAMES } from '../ast';
import type { BuildModel } from '../analysis/model';
import { OCI_LABELS } from '../data/documentation';
import { PACKAGE_COMMANDS } from '../data/package-commands';
import { SIGNALS } from '../data/signals';
import type { CompletionContext, CompletionItem, CompletionKind } from './completion-types';
import { stageOf } from './locate';
import { usersAt } from './users';

/** Where an argument is being written. */
export interface ArgumentRequest {
  model: BuildModel;
  instruction: Instruction;
  /** The instruction itself, or the ONBUILD around it. */
  owner: Instruction;
  /** The instruction up to the cursor. */
  written: string;
  /** The word up to the cursor. */
  word: string;
  offset: number;
  context: CompletionContext;
}

/** Proposals for an argument. */
export function argumentItems(request: ArgumentRequest): CompletionItem[] {
  const { instruction, context, word, offset } = request;
  const range = { start: offset - word.length, end: offset };
  const values = (labels: readonly string[], kind: CompletionKind = 'value'): CompletionItem[] =>
    labels.map((label) => ({ label, kind, insert: label, range }));
  switch (instruction.name) {
    case 'FROM':
      return fromItems(request, values);
    case 'COPY':
    case 'ADD':
      return fileItems(request);
    case 'USER':
      return values(unique([...usersAt(request.model, request.owner, context), '1000', 'nobody', 'root']));
    case 'STOPSIGNAL':
      return values(SIGNALS.filter((name) => !name.startsWith('RT')).map((name) => `SIG${name}`));
    case 'EXPOSE':
      return values(['80', '443', '3000', '5432', '8000', '8080', '80/tcp', '53/udp']);
    case 'WORKDIR':
      return values(['/app', '/src', '/usr/src/app']);
    case 'LABEL':
      if (word.includes('=')) return [];
      return Object.entries(OCI_LABELS).map(([label, detail]) => ({
        label,
        kind: 'value',
        detail,
        insert: `${label}="$1"`,
        snippet: true,
        range,
      }));
    case 'HEALTHCHECK':
      return instruction.args.length <= 1 ? values(['CMD', 'NONE']) : [];
    case 'SHELL':
      return values([
        '["/bin/bash", "-o", "pipefail", "-c"]',
        '["/bin/sh", "-c"]',
        '["powershell", "-Command"]',
      ]);
    case 'ONBUILD':
      return values(
        INSTRUCTION_NAMES.filter((name) => !['FROM', 'ONBUILD', 'MAINTAINER'].includes(name)),
        'instruction',
      );
    case 'RUN':
      return commandItems(request, values);
    default:
      return [];
  }
}

type Values = (labels: readonly string[], kind?: CompletionKind) => CompletionItem[];

function unique(labels: readonly string[]): string[] {
  return [...new Set(labels)];
}

function fromItems(request: ArgumentRequest, values: Values): CompletionItem[] {
  const { model, instruction, written, context } = request;
  if (/\s(?:--\S+\s+)*\S+\s+\S*$/.test(written.replace(/^\s*\w+/, '').replace(/\s--\S+/g, ''))) {
    return /\sAS\s+\S*$/i.test(written) ? [] : values(['AS'], 'instruction');
  }
  const own = stageOf(model, instruction);
  const stages = model.stages.flatMap((stage) =>
    stage.index < (own?.index ?? 0) && stage.name ? [stage.name] : [],
  );
  return [...values(stages, 'stage'), ...values(unique([...(context.images ?? []), 'scratch']), 'image')];
}

function fileItems(request: ArgumentRequest): CompletionItem[] {
  const { instruction, context, word, offset } = request;
  if (flagOf(instruction, 'from')) return [];
  const quote = /^["[]*/.exec(word)![0].length;
  const path = word.slice(quote).replace(/^\.\//, '');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const range = { start: offset - (path.length - folder.length), end: offset };
  const seen = new Map<string, CompletionItem>();
  for (const file of context.files ?? []) {
    if (!file.path.startsWith(folder)) continue;
    const rest = file.path.slice(folder.length);
    const slash = rest.indexOf('/');
    const label = slash < 0 ? rest : rest.slice(0, slash + 1);
    if (!label) continue;
    const known = seen.get(label);
    if (known) {
      if (!file.ignored) delete known.detail;
      continue;
    }
    seen.set(label, {
      label,
      kind: slash < 0 ? 'file' : 'folder',
      insert: label,
      range,
      sort: file.ignored ? '2' : '1',
      ...(file.ignored ? { detail: 'excluded by .dockerignore' } : {}),
    });
  }
  return [...seen.values()];
}

function commandItems(request: ArgumentRequest, values: Values): CompletionItem[] {
  const command = /(?:^\s*RUN\s+(?:--\S+\s+)*|&&|\|\||[;|])\s*([^&|;]*)$/i.exec(request.written)?.[1] ?? '';
  const words = command.split(/\s+/);
  if (words.length <= 1) return values(Object.keys(PACKAGE_COMMANDS), 'command');
  const known = PACKAGE_COMMANDS[words[0]!];
  if (!known) return [];
  if (words.length === 2 && !words[1]!.startsWith('-')) return values(known.subcommands, 'command');
  return request.word.startsWith('-') ? values(known.flags, 'flag') : [];
}
