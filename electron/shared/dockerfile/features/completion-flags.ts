import type { Instruction } from '../ast';
import { MOUNT_TYPES, SHARING_MODES } from '../analysis/check-mount';
import type { BuildModel } from '../analysis/model';
import { MOUNT_DOCS } from '../data/documentation';
import type { CompletionContext, CompletionItem, CompletionKind } from './completion-types';
import { stageOf } from './locate';
import { stageLabel } from './symbols';
import { usersAt } from './users';

/** Where a flag's value is being written. */
export interface FlagValueRequest {
  model: BuildModel;
  instruction: Instruction;
  flag: string;
  /** The value up to the cursor. */
  value: string;
  offset: number;
  context: CompletionContext;
}

/** Proposals for the value of a flag. */
export function flagValueItems(request: FlagValueRequest): CompletionItem[] {
  const { flag, value, offset, context } = request;
  const range = { start: offset - value.length, end: offset };
  const values = (labels: readonly string[], kind: CompletionKind = 'value'): CompletionItem[] =>
    labels.map((label) => ({ label, kind, insert: label, range }));
  switch (flag) {
    case 'from':
      return sourceItems(request, range);
    case 'platform':
      return values([
        '$BUILDPLATFORM',
        '$TARGETPLATFORM',
        'linux/amd64',
        'linux/arm64',
        'linux/arm/v7',
        'windows/amd64',
      ]);
    case 'network':
      return values(['none', 'default', 'host']);
    case 'security':
      return values(['sandbox', 'insecure']);
    case 'chown':
      return values([...usersAt(request.model, request.instruction, context), '1000:1000', '0:0']);
    case 'chmod':
      return values(['644', '755', '600', '700', 'u+x']);
    case 'interval':
    case 'timeout':
    case 'start-period':
    case 'start-interval':
      return values(['5s', '10s', '30s', '1m']);
    case 'retries':
      return values(['1', '3', '5']);
    case 'link':
    case 'parents':
    case 'keep-git-dir':
    case 'unpack':
      return values(['true', 'false']);
    case 'mount':
      return mountItems(request);
    default:
      return [];
  }
}

/** Stages above and images. */
function sourceItems(request: FlagValueRequest, range: { start: number; end: number }): CompletionItem[] {
  const { model, instruction, context } = request;
  const own = stageOf(model, instruction);
  const stages = model.stages.filter((stage) => stage.index < (own?.index ?? Infinity));
  return [
    ...stages.map((stage): CompletionItem => {
      const label = stage.name ?? String(stage.index);
      return {
        label,
        kind: 'stage',
        detail: `${stageLabel(stage)}, from ${stage.baseName}`,
        insert: label,
        range,
        sort: '1',
      };
    }),
    ...(context.images ?? []).map((label): CompletionItem => ({
      label,
      kind: 'image',
      insert: label,
      range,
      sort: '2',
    })),
  ];
}

function mountItems(request: FlagValueRequest): CompletionItem[] {
  const { value, offset } = request;
  const fields = value.split(',');
  const field = fields.at(-1)!;
  const type = /(?:^|,)type=(\w+)/.exec(value)?.[1] ?? 'bind';
  const equals = field.indexOf('=');
  if (equals < 0) {
    const range = { start: offset - field.length, end: offset };
    const given = new Set(fields.map((one) => one.split('=')[0]));
    return Object.entries(MOUNT_DOCS)
      .filter(([key, { types }]) => types.includes(type) && (key === field || !given.has(key)))
      .map(([key, { text }]) => {
        const insert = key === 'rw' || key === 'readonly' || key === 'required' ? key : `${key}=`;
        return { label: key, kind: 'flag', detail: text, insert, range, sort: key === 'type' ? '0' : '1' };
      });
  }
  const written = field.slice(equals + 1);
  const range = { start: offset - written.length, end: offset };
  const values = (labels: readonly string[]): CompletionItem[] =>
    labels.map((label) => ({ label, kind: 'value', insert: label, range }));
  switch (field.slice(0, equals)) {
    case 'type':
      return values(MOUNT_TYPES);
    case 'sharing':
      return values(SHARING_MODES);
    case 'from':
      return sourceItems(request, range);
    case 'target':
    case 'dst':
      return type === 'cache'
        ? values(['/root/.cache', '/root/.npm', '/var/cache/apt', '/var/lib/apt', '/go/pkg/mod', '/root/.m2'])
        : values(type === 'secret' ? ['/run/secrets/'] : []);
    case 'source':
    case 'src':
      return (request.context.files ?? []).map(({ path }) => ({
        label: path,
        kind: 'file',
        insert: path,
        range,
      }));
    default:
      return [];
  }
}
