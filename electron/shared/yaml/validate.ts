import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { suggest } from '../dockerfile/didyoumean';
import type { YamlProblem } from './problem';
import type { Kind, Schema } from './schema';
import { behind, kindsInWords } from './schema';
import type { Span } from './source';
import { keyOf, resolved, spanOf } from './source';

/** What differs between the languages that are written in YAML. */
export interface Habits {
  /** `$NAME` in a text is replaced before it is read, so such a text may become anything. */
  readonly interpolates?: boolean;
  /** A key with nothing behind it counts as absent. */
  readonly emptyIsAbsent?: boolean;
  /** Keys that may stand anywhere: `x-…`. */
  readonly freeKeys?: RegExp;
}

/** Compares a document with a schema. */
export function validate(document: Document, schema: Schema, habits: Habits = {}): YamlProblem[] {
  const problems: YamlProblem[] = [];
  if (document.contents)
    new Validation(document, habits, problems).node(document.contents, schema, undefined);
  return problems;
}

/** Deeper than any file of a person; an alias that holds itself ends there. */
const maxDepth = 60;

class Validation {
  #depth = 0;

  constructor(
    private readonly document: Document,
    private readonly habits: Habits,
    private readonly problems: YamlProblem[],
  ) {}

  node(written: unknown, schema: Schema, key: string | undefined): void {
    const node = resolved(written, this.document);
    if (!node || this.#depth > maxDepth) return;
    const place = spanOf(written) ?? spanOf(node);
    if (!place || !this.isExpected(node, schema, place, key)) return;
    this.#depth += 1;
    if (isMap(node)) this.map(node as YAMLMap, schema, place);
    else if (isSeq(node)) {
      if (schema.items) for (const item of node.items) this.node(item, schema.items, key);
    } else if (isScalar(node) && node.value !== null) this.scalar(String(node.value), schema, place);
    this.#depth -= 1;
  }

  private isExpected(node: Node, schema: Schema, place: Span, key: string | undefined): boolean {
    const { kinds } = schema;
    if (kinds.length === 0) return true;
    const found = kindOf(node);
    if (found === undefined || kinds.includes(found)) return true;
    if (found === 'empty' && this.habits.emptyIsAbsent) return true;
    if (found === 'whole' && kinds.includes('number')) return true;
    if (found === 'text' && this.isOpenText(node)) return true;
    const name = key === undefined ? 'This' : `"${key}"`;
    const isScalarText =
      kinds.includes('text') && (found === 'whole' || found === 'number' || found === 'flag');
    const plain = this.textOf(node);
    const wanted = kindsInWords(kinds);
    this.report(
      'wrong-kind',
      'error',
      place,
      found === 'empty'
        ? `${name} needs ${wanted} behind it.`
        : `${name} must be ${wanted}, not ${inWords(found, plain)}.`,
      [
        ...(isScalarText
          ? [
              {
                title: 'Write it as text',
                safe: true,
                edits: [{ start: place.start, end: place.end, text: `"${plain}"` }],
              },
            ]
          : []),
      ],
    );
    return false;
  }

  private map(node: YAMLMap, schema: Schema, place: Span): void {
    const { fields, entries, keys, required = [] } = schema;
    let merged = false;
    const given = new Set<string>();
    for (const pair of node.items) {
      const key = keyOf(pair);
      if (key === undefined) continue;
      if (key === '<<') {
        merged = true;
        continue;
      }
      if (!(this.habits.emptyIsAbsent && isNothing(pair.value))) given.add(key);
      if (this.habits.freeKeys?.test(key)) continue;
      const inner = behind(schema, key);
      const keyPlace = spanOf(pair.key) ?? place;
      if (!inner) {
        if (fields && !schema.open) this.unknownKey(key, keyPlace, Object.keys(fields), pair);
        continue;
      }
      const isField = fields && Object.hasOwn(fields, key);
      if (!isField && entries && keys && !keys.pattern.test(key)) {
        this.report('bad-key', 'error', keyPlace, `"${key}" ${keys.problem}`);
      }
      if (inner.obsolete)
        this.report('obsolete', 'warning', keyPlace, `"${key}" is obsolete: ${inner.obsolete}`);
      const isMissing = pair.value === null && inner.kinds.length > 0 && !inner.kinds.includes('empty');
      if (isMissing && !this.habits.emptyIsAbsent) {
        this.report(
          'wrong-kind',
          'error',
          keyPlace,
          `"${key}" needs ${kindsInWords(inner.kinds)} behind it.`,
        );
      } else this.node(pair.value, inner, key);
    }
    if (merged) return; // what is merged in may hold the rest
    const missing = required.filter((key) => !given.has(key));
    if (missing.length > 0) {
      const first = spanOf(node.items[0]?.key) ?? place;
      const names = listed(missing.map((key) => `"${key}"`));
      this.report(
        'missing-key',
        'error',
        first,
        `${names} ${missing.length > 1 ? 'are' : 'is'} missing here.`,
      );
    }
  }

  private unknownKey(key: string, place: Span, known: readonly string[], pair: Pair): void {
    const near = suggest(key, known);
    const hint = near ? ` Did you mean "${near}"?` : '';
    const isPlain = isScalar(pair.key) && pair.key.type === 'PLAIN';
    this.report('unknown-key', 'error', place, `"${key}" is not known here.${hint}`, [
      ...(near && isPlain
        ? [
            {
              title: `Write "${near}"`,
              safe: true,
              edits: [{ start: place.start, end: place.end, text: near }],
            },
          ]
        : []),
    ]);
  }

  private scalar(text: string, schema: Schema, place: Span): void {
    const { values, check } = schema;
    if (this.habits.interpolates && text.includes('$')) return;
    if (values && !values.includes(text)) {
      const near = suggest(text, values);
      const rest = near ? ` Did you mean "${near}"?` : ` It is one of ${values.join(', ')}.`;
      this.report('wrong-value', 'error', place, `"${text}" is not possible here.${rest}`, [
        ...(near
          ? [
              {
                title: `Write "${near}"`,
                safe: true,
                edits: [{ start: place.start, end: place.end, text: near }],
              },
            ]
          : []),
      ]);
      return;
    }
    const problem = check?.(text);
    if (problem !== undefined) this.report('wrong-value', 'error', place, problem);
  }

  /** Whether a text becomes something else before it is read. */
  private isOpenText(node: Node): boolean {
    return this.habits.interpolates === true && isScalar(node) && String(node.value).includes('$');
  }

  private textOf(node: Node): string {
    return isScalar(node) ? (node.source ?? String(node.value)) : '';
  }

  private report(
    rule: string,
    severity: YamlProblem['severity'],
    { start, end }: Span,
    message: string,
    fixes: NonNullable<YamlProblem['fixes']> = [],
  ): void {
    this.problems.push({ rule, severity, start, end, message, ...(fixes.length > 0 && { fixes }) });
  }
}

/** The kind of a node; undefined for one that says nothing (an alias of nothing). */
export function kindOf(node: Node): Kind | undefined {
  if (isMap(node)) return 'map';
  if (isSeq(node)) return 'list';
  if (!isScalar(node)) return undefined;
  switch (typeof node.value) {
    case 'boolean':
      return 'flag';
    case 'bigint':
      return 'whole';
    case 'number':
      return Number.isInteger(node.value) && !/[.eE]/.test(node.source ?? '') ? 'whole' : 'number';
    case 'string':
      return 'text';
    default:
      return node.value === null ? 'empty' : 'text';
  }
}

function isNothing(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

function inWords(kind: Kind, plain: string): string {
  switch (kind) {
    case 'empty':
      return 'nothing';
    case 'text':
      return plain.length > 0 && plain.length <= 30 ? `the text "${plain}"` : 'text';
    case 'whole':
    case 'number':
      return `the number ${plain}`;
    case 'flag':
      return plain;
    case 'list':
      return 'a list';
    case 'map':
      return 'keys with values';
  }
}

/** `"a", "b" and "c"`. */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
