import type { Kind, Schema } from '../yaml/schema';
import { lazily } from '../yaml/schema';
import { FIELD_DOCS, FIELD_VALUES, ITEM_SUGGESTIONS, ITEM_VALUES, QUANTITIES } from './documentation';
import { ROOTS } from './kinds';
import structure from './structure.json';

/** `Container` → its fields → their types; see `build/schemas/kubernetes.ts`. */
const TYPES = structure as Readonly<Record<string, Readonly<Record<string, string>>>>;

const made = new Map<string, Schema>();

/** The schema of a kind; undefined for one that is not known. */
export function schemaOfKind(kind: string): Schema | undefined {
  if (!Object.hasOwn(ROOTS, kind)) return undefined;
  const { model, about, apiVersion } = ROOTS[kind]!;
  const root = typeSchema(model.replace(/^V1(?=[A-Z])/, ''));
  const spec = TYPES[model.replace(/^V1(?=[A-Z])/, '')]?.['spec'] && kind !== 'Namespace' ? ['spec'] : [];
  return {
    ...root,
    doc: about,
    kinds: ['map'],
    fields: {
      ...root.fields,
      apiVersion: { doc: FIELD_DOCS['apiVersion']!, kinds: ['text'], suggestions: [apiVersion] },
      kind: { doc: about, kinds: ['text'], suggestions: [kind] },
    },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...spec, ...(root.required ?? [])])],
  };
}

/** Before a document says what it is. */
export const UNKNOWN_KIND: Schema = {
  kinds: ['map'],
  open: true,
  fields: {
    apiVersion: {
      doc: FIELD_DOCS['apiVersion']!,
      kinds: ['text'],
      suggestions: [...new Set(Object.values(ROOTS).map(({ apiVersion }) => apiVersion))],
    },
    kind: { doc: FIELD_DOCS['kind']!, kinds: ['text'], suggestions: Object.keys(ROOTS) },
    metadata: lazily(() => typeSchema('ObjectMeta')),
  },
  required: ['apiVersion', 'kind'],
};

function typeSchema(type: string): Schema {
  const known = made.get(type);
  if (known) return known;
  const declared = TYPES[type] ?? {};
  const fields: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [field, written] of Object.entries(declared)) {
    const name = written.replace(/!$/, '');
    if (name !== written) required.push(field);
    fields[field] = lazily(() => fieldSchema(type, field, name));
  }
  const schema: Schema = { kinds: ['map'], fields, required };
  made.set(type, schema);
  return schema;
}

function about<T>(table: Readonly<Record<string, T>>, type: string, field: string): T | undefined {
  return table[`${type}.${field}`] ?? (Object.hasOwn(table, field) ? table[field] : undefined);
}

/** Fields that exported objects have, and that the cluster alone writes. */
const WRITTEN_BY_CLUSTER = new Set([
  'status',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'uid',
  'selfLink',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]);

function fieldSchema(type: string, field: string, written: string): Schema {
  const isQuantity = QUANTITIES.has(`${type}.${field}`);
  const schema = valueSchema(written, isQuantity);
  const values = about(FIELD_VALUES, type, field);
  const itemValues = about(ITEM_VALUES, type, field);
  const suggestions = about(ITEM_SUGGESTIONS, type, field);
  const doc = about(FIELD_DOCS, type, field) ?? typeDoc(written);
  return {
    ...schema,
    ...(doc && { doc }),
    ...(WRITTEN_BY_CLUSTER.has(field) && { hidden: true }),
    ...(values && schema.kinds.includes('text') && { values }),
    ...(schema.items &&
      (itemValues ?? suggestions) && {
        items: {
          ...schema.items,
          ...(itemValues && { values: itemValues }),
          ...(suggestions && { suggestions }),
        },
      }),
  };
}

/** A field that is not explained by itself is at least named in words. */
function typeDoc(written: string): string | undefined {
  const name = /[A-Z]\w+/.exec(written)?.[0];
  return name && Object.hasOwn(ROOTS, name) ? ROOTS[name]!.about : undefined;
}

function valueSchema(written: string, isQuantity: boolean): Schema {
  const list = /^\[(.+)\]$/.exec(written);
  if (list) return { kinds: ['list'], items: valueSchema(list[1]!, isQuantity) };
  const map = /^\{(.+)\}$/.exec(written);
  if (map) return { kinds: ['map'], entries: valueSchema(map[1]!, isQuantity) };
  if (isQuantity) return { kinds: ['text', 'number'], check: quantityProblem };
  const kind = SCALARS[written];
  if (kind) return { kinds: kind, ...(kind.length === 0 && { open: true }) };
  const schema = typeSchema(written);
  return { ...schema };
}

const SCALARS: Readonly<Record<string, readonly Kind[]>> = {
  string: ['text'],
  int: ['whole'],
  number: ['number'],
  boolean: ['flag'],
  any: [],
  intOrString: ['whole', 'text'],
};

/** What is wrong with an amount of memory or processors. */
export function quantityProblem(text: string): string | undefined {
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/.test(text)) return undefined;
  const lower = /^(\d+(?:\.\d+)?)\s*(mb|gb|kb|mi?b?|gi?b?|ki?b?)$/i.exec(text);
  const unit =
    lower && ({ m: 'Mi', g: 'Gi', k: 'Ki' } as const)[lower[2]![0]!.toLowerCase() as 'm' | 'g' | 'k'];
  const hint = unit
    ? `write ${lower[1]!}${unit}`
    : 'write 250m for a quarter of a processor, or 128Mi of memory';
  return `"${text}" is no amount; ${hint}.`;
}
