import type { z } from 'zod';

/** A schema's complaint with a path that can be looked up in the file. */
export type Issue = z.core.$ZodIssue & { readonly path: readonly (string | number)[] };

/**
 * The complaints worth showing of one: a value that fits no branch of a union is judged by the branch it comes nearest
 * to, which is the one that reads furthest into it.
 */
export function flattenIssue(issue: z.core.$ZodIssue, root: unknown): Issue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const value = valueAt(root, path);
  const branches = issue.errors.map((branch) =>
    branch.flatMap((inner) => flattenIssue({ ...inner, path: [...path, ...inner.path] }, root)),
  );
  const ranked = branches
    .map((branch) => ({ branch, nearness: nearness(branch, path.length) }))
    .sort((a, b) => b.nearness - a.nearness);
  const best = ranked[0]?.branch ?? [];
  const clear = ranked[0]?.nearness !== ranked[1]?.nearness;
  return clear && isObject(value) ? best : [{ ...issue, path, errors: [] }];
}

/** How well a branch of a union fits: complaints deep inside are better than ones about the value's own shape. */
function nearness(issues: readonly Issue[], depth: number): number {
  let score = 0;
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === depth) score -= 20 * issue.keys.length;
    else if (issue.code === 'invalid_type' && issue.input === undefined) score -= 15;
    else if (issue.path.length === depth) score -= 10;
    else score -= 1;
  }
  return score;
}

/** One sentence about an issue: where in the file, what was expected and what was found. */
export function describeIssue(issue: Issue): string {
  const where = describePath(issue.path);
  const sentence = describe(issue);
  return where === '' ? sentence : `${where}: ${sentence}`;
}

function describe(issue: Issue): string {
  const found = `found ${describeValue(issue.input)}`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `this field is missing; expected ${article(issue.expected)}`
        : `expected ${article(issue.expected)}, ${found}`;
    case 'invalid_value':
      return `expected ${list(issue.values.map((value) => JSON.stringify(value)))}, ${found}`;
    case 'unrecognized_keys':
      return `${list(
        issue.keys.map((key) => JSON.stringify(key)),
        'and',
      )} ${issue.keys.length === 1 ? 'is not a field' : 'are not fields'} known here`;
    case 'too_small':
      return `expected at least ${size(issue.origin, issue.minimum)}, ${found}`;
    case 'too_big':
      return `expected at most ${size(issue.origin, issue.maximum)}, ${found}`;
    case 'invalid_union':
      return 'discriminator' in issue && typeof issue.discriminator === 'string'
        ? `expected one of the kinds that lessons/README.md lists, ${found}`
        : `expected one of the forms that lessons/README.md describes, ${found}`;
    case 'invalid_format':
      return `${issue.message}, ${found}`;
    default:
      return issue.message;
  }
}

/** `lessons[0].title`, as an author would say it. */
function describePath(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part + 1}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};
const article = (type: string): string => names[type] ?? `a value of type ${type}`;

function size(origin: string, limit: number | bigint): string {
  const one = Number(limit) === 1;
  if (origin === 'string') return `${limit} ${one ? 'character' : 'characters'}`;
  if (origin === 'array') return `${limit} ${one ? 'entry' : 'entries'}`;
  return String(limit);
}

function list(parts: readonly string[], word = 'or'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts[parts.length - 1] ?? ''}`;
}

/** A value in a few words: a long text is cut. */
function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing';
  if (typeof value === 'string') {
    if (value === '') return 'an empty text';
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (isObject(value)) return `a group of fields (${Object.keys(value).slice(0, 4).join(', ')})`;
  return `the ${typeof value} ${String(value)}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}
