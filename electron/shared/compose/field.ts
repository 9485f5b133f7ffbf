import type { Node, Scalar } from 'yaml';
import { isMap, isScalar, isSeq } from 'yaml';
import { suggest } from '../dockerfile/didyoumean';
import { parseDuration } from '../dockerfile/instructions/duration';
import type { ComposeSource } from './source';
import type { LeftOut } from './unsupported';

/** A value of the file and where it stands: it is asked for what it should be, and says so when it is not. */
export class Field {
  constructor(
    readonly source: ComposeSource,
    node: Node | null,
    /** `services.web.ports[1]`, for messages. */
    readonly path: string,
    /** 1-based: the line of the key, or of an entry of a list. */
    readonly line: number,
  ) {
    this.node = source.resolve(node);
  }

  readonly node: Node | null;

  /** Whether nothing stands there. */
  get isEmpty(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  get isList(): boolean {
    return isSeq(this.node);
  }

  get isMapping(): boolean {
    return isMap(this.node);
  }

  error(message: string): undefined {
    this.source.report('error', this, this.#about(message));
    return undefined;
  }

  warn(message: string): void {
    this.source.report('warning', this, this.#about(message));
  }

  /** A text; numbers and truth values as they are written. */
  text(expected = 'a text'): string | undefined {
    if (!isScalar(this.node) || this.node.value === null) return this.#expected(expected);
    const { value, source } = this.node as Scalar & { source?: string };
    return typeof value === 'string' ? value : (source ?? String(value));
  }

  number(expected = 'a number'): number | undefined {
    const text = isScalar(this.node) ? String(this.node.value).trim() : '';
    return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : this.#expected(expected);
  }

  /** A whole number between two. */
  integer(least: number, most: number): number | undefined {
    const expected = `a whole number from ${least} to ${most}`;
    const value = this.number(expected);
    if (value === undefined) return undefined;
    return Number.isInteger(value) && value >= least && value <= most ? value : this.#expected(expected);
  }

  boolean(): boolean | undefined {
    const value = isScalar(this.node) ? this.node.value : undefined;
    if (typeof value === 'boolean') return value;
    const text = typeof value === 'string' ? value.toLowerCase() : '';
    if (/^(true|yes|on|y|1)$/.test(text)) return true;
    if (/^(false|no|off|n|0)$/.test(text)) return false;
    return this.#expected('true or false');
  }

  /** Milliseconds of a duration like `1m30s`. */
  duration(): number | undefined {
    const text = this.text('a duration like 1m30s');
    if (text === undefined) return undefined;
    const ms = parseDuration(text.trim());
    return ms !== undefined && ms >= 0 ? ms : this.#expected('a duration like 1m30s');
  }

  /** Bytes of a size like `512m`, with powers of 1024. */
  bytes(): number | undefined {
    const text = this.text('a size like 512m');
    if (text === undefined) return undefined;
    const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)i?b?$/i.exec(text.trim());
    if (!match) return this.#expected('a size like 512m');
    return Math.round(Number(match[1]) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(match[2]!.toLowerCase()));
  }

  oneOf<const T extends string>(words: readonly T[]): T | undefined {
    const text = this.text(quoted(words));
    if (text === undefined) return undefined;
    return words.find((word) => word === text) ?? this.#expected(quoted(words));
  }

  /** The entries of a list. */
  list(expected = 'a list'): readonly Field[] {
    if (this.isEmpty) return [];
    if (!isSeq(this.node)) {
      this.#expected(expected);
      return [];
    }
    return (this.node.items as Node[]).map(
      (item, index) =>
        new Field(this.source, item, `${this.path}[${index + 1}]`, this.source.lineOf(item) ?? this.line),
    );
  }

  /** The texts of a list. */
  texts(): readonly string[] {
    return this.list('a list of texts').flatMap((item) => item.text() ?? []);
  }

  /** A text, or the texts of a list. */
  textOrTexts(): readonly string[] {
    return this.isList || this.isEmpty
      ? this.texts()
      : [this.text('a text or a list of texts')].flatMap((text) => text ?? []);
  }

  /** The fields of a mapping, in file order, without extensions (`x-...`). */
  fields(expected = 'a mapping'): ReadonlyMap<string, Field> {
    const fields = new Map<string, Field>();
    if (this.isEmpty) return fields;
    if (!isMap(this.node)) {
      this.#expected(expected);
      return fields;
    }
    for (const { key, value } of this.source.pairsOf(this.node)) {
      const name = String(isScalar(key) ? ((key as Scalar & { source?: string }).source ?? key.value) : key);
      if (name.startsWith('x-') || fields.has(name)) continue;
      const line = this.source.lineOf(key) ?? this.line;
      fields.set(name, new Field(this.source, value, this.path ? `${this.path}.${name}` : name, line));
    }
    return fields;
  }

  /** Reads a mapping of known keys. What Drydock does not do is named, what nobody knows is an error. */
  read(
    readers: Readonly<Record<string, (field: Field) => void>>,
    leftOut: Readonly<Record<string, LeftOut>> = {},
    expected?: string,
  ): void {
    for (const [key, field] of this.fields(expected)) {
      const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
      const missing = Object.hasOwn(leftOut, key) ? leftOut[key] : undefined;
      if (reader) reader(field);
      else if (missing?.effect === 'refused') field.error(`Drydock does not do this: ${missing.why}.`);
      else if (missing) field.warn(`Drydock leaves this out: ${missing.why}.`);
      else {
        const near = suggest(key, [...Object.keys(readers), ...Object.keys(leftOut)]);
        field.error(`there is no such key in Compose files${near ? `; did you mean "${near}"?` : '.'}`);
      }
    }
  }

  /** `NAME: value` or a list of `NAME=value`; null is a name without a value. */
  variables(): Readonly<Record<string, string | null>> {
    const values: Record<string, string | null> = {};
    if (this.isList) {
      for (const item of this.list()) {
        const text = item.text('NAME=value');
        if (text === undefined) continue;
        const equals = text.indexOf('=');
        if (equals === 0) item.error(`expected NAME=value, found ${JSON.stringify(text)}.`);
        else if (equals < 0) values[text] = null;
        else values[text.slice(0, equals)] = text.slice(equals + 1);
      }
      return values;
    }
    for (const [name, field] of this.fields('a mapping or a list of NAME=value')) {
      values[name] = field.isEmpty ? null : (field.text() ?? null);
    }
    return values;
  }

  /** Labels, and whatever else has no names without a value. */
  labels(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.variables()).map(([name, value]) => [name, value ?? '']));
  }

  #expected(expected: string): undefined {
    return this.error(`expected ${expected}, found ${this.#found()}.`);
  }

  #found(): string {
    if (this.isEmpty) return 'nothing';
    if (isSeq(this.node)) return this.node.items.length === 0 ? 'an empty list' : 'a list';
    if (isMap(this.node)) return 'a mapping';
    const value = isScalar(this.node) ? String(this.node.value) : '';
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  }

  #about(message: string): string {
    return this.path ? `${this.path}: ${message}` : message;
  }
}

function quoted(words: readonly string[]): string {
  const all = words.map((word) => `"${word}"`);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
