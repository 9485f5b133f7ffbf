import type { Mount, MountField, Span } from '../ast';
import { suggest } from '../didyoumean';

/** The types of `RUN --mount`. */
export const MOUNT_TYPES = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'] as const;

/** The ways a cache mount is shared between builds. */
export const SHARING_MODES = ['shared', 'private', 'locked'] as const;

const KEYS = [
  ...['type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro', 'readwrite', 'rw'],
  ...['id', 'sharing', 'required', 'mode', 'uid', 'gid', 'size', 'env'],
] as const;

type Key = (typeof KEYS)[number];

const BARE: readonly string[] = ['readonly', 'ro', 'readwrite', 'rw', 'required'];
const BOOLEAN = /^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;

interface MountProblem {
  message: string;
  span: Span;
}

/** What BuildKit would refuse about a mount; `expand` replaces variables in a value. */
export function checkMount(mount: Mount, expand: (word: string, span: Span) => string): MountProblem[] {
  if (mount.flag.value === undefined) return [];
  const problems: MountProblem[] = [];
  const given = new Map<string, string>();
  let type = 'bind';
  for (const field of mount.fields) {
    const raw = field.value;
    const value = raw === undefined ? undefined : field.key === 'from' ? raw : expand(raw, field.valueSpan);
    const message = fieldProblem(field, value, type);
    if (message) problems.push({ message, span: field });
    if (field.key === 'type' && value !== undefined) type = value.toLowerCase();
    given.set(canonical(field.key), value ?? 'true');
  }
  const message = combinationProblem(type, given);
  if (message && problems.length === 0) problems.push({ message, span: mount.flag });
  return problems;
}

function canonical(key: string): string {
  if (key === 'src') return 'source';
  if (key === 'dst' || key === 'destination') return 'target';
  return key;
}

function isKey(key: string): key is Key {
  return (KEYS as readonly string[]).includes(key);
}

function fieldProblem(field: MountField, value: string | undefined, type: string): string | undefined {
  const { key } = field;
  if (!isKey(key)) {
    const near = suggest(key, KEYS);
    return `"${key}" is no option of a mount${near ? `; did you mean "${near}"?` : '.'}`;
  }
  if (value === undefined) {
    if (!BARE.includes(key)) return `The mount option "${key}" needs a value: ${key}=...`;
    return key === 'required' ? requiredProblem(type) : undefined;
  }
  switch (key) {
    case 'type':
      return oneOf(value, MOUNT_TYPES, 'mount type');
    case 'sharing':
      return oneOf(value, SHARING_MODES, 'sharing mode');
    case 'readonly':
    case 'ro':
    case 'readwrite':
    case 'rw':
      return BOOLEAN.test(value)
        ? undefined
        : `The mount option "${key}" takes true or false, not "${value}".`;
    case 'required':
      if (requiredProblem(type)) return requiredProblem(type);
      return BOOLEAN.test(value)
        ? undefined
        : `The mount option "required" takes true or false, not "${value}".`;
    case 'size':
      if (type !== 'tmpfs') return `"size" is not allowed for a mount of type ${type}.`;
      return /^\d+(?:\.\d+)?\s?[kKmMgGtTpP]?(?:i?[bB])?$/.test(value) ? undefined : `"${value}" is no size.`;
    case 'mode':
      return /^[0-7]+$/.test(value) ? undefined : `"${value}" is no octal file mode.`;
    case 'uid':
    case 'gid':
      return /^\d+$/.test(value) ? undefined : `The mount option "${key}" takes a number, not "${value}".`;
    default:
      return undefined;
  }
}

function requiredProblem(type: string): string | undefined {
  return type === 'secret' || type === 'ssh'
    ? undefined
    : `"required" is not allowed for a mount of type ${type}.`;
}

function oneOf(value: string, allowed: readonly string[], what: string): string | undefined {
  if (allowed.includes(value.toLowerCase())) return undefined;
  const near = suggest(value.toLowerCase(), allowed);
  return `"${value}" is no ${what}${near ? `; did you mean "${near}"?` : `: use ${allowed.join(', ')}.`}`;
}

function combinationProblem(type: string, given: ReadonlyMap<string, string>): string | undefined {
  if (type !== 'secret' && type !== 'ssh' && type !== 'cache') {
    const key = ['mode', 'uid', 'gid'].find((name) => given.has(name));
    if (key) return `"${key}" is not allowed for a mount of type ${type}.`;
  }
  if (type === 'secret') {
    if (given.get('from')) return 'A secret mount takes no "from".';
    if (given.has('sharing')) return 'A secret mount takes no "sharing".';
    if (!given.get('source') && !given.get('target') && !given.get('id') && !given.get('env')) {
      return 'A secret mount needs an id or a target.';
    }
    if (given.get('source') && given.get('id')) return 'A secret mount takes "source" or "id", not both.';
  }
  if (given.has('sharing') && type !== 'cache')
    return `"sharing" is not allowed for a mount of type ${type}.`;
  return undefined;
}
