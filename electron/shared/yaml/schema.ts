/** What a value can be: `empty` is nothing behind the colon, `whole` a number without a fraction. */
export type Kind = 'text' | 'number' | 'whole' | 'flag' | 'empty' | 'list' | 'map';

/**
 * What may stand at one place of a YAML file, and what it means. The alternatives of a place always differ in their kind
 * (a text or a list, a list or a map), so one schema holds them all and every message can name what was expected.
 */
export interface Schema {
  /** What it is for, in our words, as Markdown. */
  readonly doc?: string;
  /** Empty: anything. */
  readonly kinds: readonly Kind[];
  /** The keys of a map that have a meaning. */
  readonly fields?: Readonly<Record<string, Schema>>;
  /** What stands behind any other key. */
  readonly entries?: Schema;
  /** What such a key may look like. */
  readonly keys?: { readonly pattern: RegExp; readonly problem: string };
  /** Other keys may stand there, and nothing is known of them. */
  readonly open?: boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  /** The only texts that are allowed. */
  readonly values?: readonly string[];
  /** Texts that are offered; others are as good. */
  readonly suggestions?: readonly string[];
  /** What is wrong with a text; undefined when nothing is. */
  readonly check?: (text: string) => string | undefined;
  /** It may stand there, but nobody writes it by hand. */
  readonly hidden?: boolean;
  /** Why one no longer writes it. */
  readonly obsolete?: string;
}

type Details = Omit<Partial<Schema>, 'kinds' | 'doc'>;

/** A text. */
export function text(doc: string, details: Details = {}): Schema {
  return { doc, kinds: ['text'], ...details };
}

/** A value of one of several kinds. */
export function one(kinds: readonly Kind[], doc: string, details: Details = {}): Schema {
  return { doc, kinds, ...details };
}

/** One of these words and no other. */
export function choice(doc: string, values: readonly string[]): Schema {
  return { doc, kinds: ['text'], values };
}

/** True or false. */
export function flag(doc: string): Schema {
  return { doc, kinds: ['flag'] };
}

/** A map with these keys only. */
export function map(doc: string, fields: Readonly<Record<string, Schema>>, details: Details = {}): Schema {
  return { doc, kinds: ['map'], fields, ...details };
}

/** A map with free keys. */
export function entries(doc: string, value: Schema, details: Details = {}): Schema {
  return { doc, kinds: ['map'], entries: value, ...details };
}

/** A list. */
export function list(doc: string, items: Schema, details: Details = {}): Schema {
  return { doc, kinds: ['list'], items, ...details };
}

/** Anything at all. */
export function anything(doc: string): Schema {
  return { doc, kinds: [], open: true };
}

/** A schema that is made when it is first looked at, for large or circular ones. */
export function lazily(make: () => Schema): Schema {
  let made: Schema | undefined;
  return new Proxy({} as Schema, {
    get: (_target, key: keyof Schema) => (made ??= make())[key],
    has: (_target, key) => key in (made ??= make()),
  });
}

/** What stands behind a key of a map; undefined for a key that has no business there, or of which nothing is known. */
export function behind(schema: Schema, key: string): Schema | undefined {
  const { fields } = schema;
  return (fields && Object.hasOwn(fields, key) ? fields[key] : undefined) ?? schema.entries;
}

/** What stands at a path: names are keys, `[]` is an item of a list. */
export function schemaAt(root: Schema | undefined, path: readonly string[]): Schema | undefined {
  let schema = root;
  for (const step of path) {
    if (!schema) return undefined;
    schema = step === ITEM ? schema.items : behind(schema, step);
  }
  return schema;
}

/** The step of a path that goes into a list. */
export const ITEM = '[]';

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  text: 'text',
  number: 'a number',
  whole: 'a whole number',
  flag: 'true or false',
  empty: 'nothing',
  list: 'a list',
  map: 'keys with values',
};

/** "text or a list", for messages and hovers. */
export function kindsInWords(kinds: readonly Kind[]): string {
  const words = kinds.filter((kind) => kind !== 'empty').map((kind) => KIND_WORDS[kind]);
  const last = words.pop();
  if (last === undefined) return 'nothing';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}
