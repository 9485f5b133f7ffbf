import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOTS } from '../../electron/shared/kubernetes/kinds';

/**
 * `npx tsx build/schemas/kubernetes.ts FOLDER`: writes `electron/shared/kubernetes/structure.json`, the names and types of
 * the fields of every kind that the editor knows, from the models in an unpacked `@kubernetes/client-node` (Apache-2.0),
 * which are generated from Kubernetes' own OpenAPI document. No texts are taken over: what the editor says of a field is
 * ours and stands in `documentation.ts`. To be run for a new version of Kubernetes only; the result is committed.
 */
const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of an unpacked @kubernetes/client-node.');
const models = join(folder, 'dist/gen/models');

const types: Record<string, Record<string, string>> = {};
const queue = Object.values(ROOTS).map(({ model }) => model);
for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
  const short = shortName(name);
  if (types[short]) continue;
  const fields: Record<string, string> = {};
  types[short] = fields;
  for (const { field, type, format, required } of fieldsOf(name)) {
    // What the cluster writes is not for people: it may be anything.
    const written = field === 'status' || field === 'managedFields' ? 'any' : typeOf(type, format, queue);
    fields[field] = `${written}${required ? '!' : ''}`;
  }
}
const sorted = Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  join(import.meta.dirname, '../../electron/shared/kubernetes/structure.json'),
  `${JSON.stringify(sorted)}\n`,
);

interface ModelField {
  readonly field: string;
  readonly type: string;
  readonly format: string;
  readonly required: boolean;
}

function fieldsOf(name: string): ModelField[] {
  const source = readFileSync(join(models, `${name}.js`), 'utf8');
  const declared = readFileSync(join(models, `${name}.d.ts`), 'utf8');
  const entry = /"name": "(\w+)",\s*"baseName": "([^"]+)",\s*"type": "([^"]+)",\s*"format": "([^"]*)"/g;
  return [...source.matchAll(entry)].map(([, property, field, type, format]) => ({
    field: field!,
    type: type!,
    format: format!,
    required: new RegExp(`'${property!}': `).test(declared),
  }));
}

/** `[X]` is a list, `{X}` a map with free keys; a name with a capital is a type of its own. */
function typeOf(type: string, format: string, found: string[]): string {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) return `[${typeOf(list[1]!, format, found)}]`;
  const map = /^\{ \[key: string\]: (.+?);? \}$/.exec(type);
  if (map) return `{${typeOf(map[1]!, format, found)}}`;
  switch (type) {
    case 'number':
      return format.startsWith('int') ? 'int' : 'number';
    case 'string':
    case 'boolean':
    case 'any':
      return type;
    case 'Date':
    case 'V1MicroTime':
      return 'string';
    case 'IntOrString':
      return 'intOrString';
    case 'object':
      return 'any';
    default:
      found.push(type);
      return shortName(type);
  }
}

function shortName(model: string): string {
  return model.replace(/^V1(?=[A-Z])/, '');
}
