import type { CompletionItem } from '../dockerfile/features/completion-types';
import type { Cursor } from './cursor';
import { cursorAt } from './cursor';
import type { Schema } from './schema';
import { kindsInWords, schemaAt } from './schema';

/** Names of this file or this machine that can stand at a place, with what is said of them. */
export interface Offer {
  readonly label: string;
  readonly detail?: string;
}

/** What the language adds to the schema. */
export interface Offers {
  /** The schema of the document around the cursor. */
  schema(cursor: Cursor): Schema | undefined;
  /** Values for a place, besides those of the schema. */
  values?(cursor: Cursor): readonly Offer[];
  /** Keys for a place, besides those of the schema. */
  keys?(cursor: Cursor): readonly Offer[];
  /** Whole pieces for the top of a document, in the editor's snippet syntax. */
  pieces?(
    cursor: Cursor,
  ): readonly { readonly label: string; readonly detail: string; readonly body: string }[];
}

/** Proposals for what can stand at an offset. */
export function completeYaml(text: string, offset: number, offers: Offers): CompletionItem[] {
  const cursor = cursorAt(text, offset);
  if (!cursor) return [];
  const root = offers.schema(cursor);
  const place = schemaAt(root, cursor.path);
  const isTop = cursor.path.length === 0 && cursor.at === 'key';
  const pieces = isTop && cursor.siblings.size === 0 ? (offers.pieces?.(cursor) ?? []) : [];
  return [
    ...(cursor.at === 'value' ? [] : keyItems(place, cursor, offers)),
    ...(cursor.at === 'key' ? [] : valueItems(place, cursor, offers)),
    ...pieces.map(({ label, detail, body }): CompletionItem => ({
      label,
      kind: 'snippet',
      detail,
      documentation: body,
      insert: body,
      snippet: true,
      range: rangeOf(cursor),
      sort: '3',
    })),
  ];
}

function rangeOf({ start, word }: Cursor): { start: number; end: number } {
  return { start, end: start + word.length };
}

function keyItems(place: Schema | undefined, cursor: Cursor, offers: Offers): CompletionItem[] {
  const { siblings } = cursor;
  const fields = Object.entries(place?.fields ?? {}).filter(
    ([key, schema]) => !siblings.has(key) && !schema.hidden,
  );
  const extra = (offers.keys?.(cursor) ?? []).filter(({ label }) => !siblings.has(label));
  return [
    ...fields.map(([key, schema]): CompletionItem => {
      const isRequired = place?.required?.includes(key) ?? false;
      const { insert, snippet } = keyText(key, schema, cursor);
      return {
        label: key,
        kind: 'flag',
        detail: `${kindsInWords(schema.kinds)}${isRequired ? ', required' : ''}`,
        ...(schema.doc && { documentation: schema.doc }),
        insert,
        snippet,
        range: rangeOf(cursor),
        sort: schema.obsolete ? '9' : isRequired ? '0' : '1',
      };
    }),
    ...extra.map(({ label, detail }): CompletionItem => ({
      label,
      kind: 'stage',
      ...(detail && { detail }),
      insert: place?.entries?.kinds.includes('empty') === false ? `${label}:` : `${label}: `,
      range: rangeOf(cursor),
      sort: '0',
    })),
  ];
}

/** A key with what naturally follows it; the editor indents further lines by what the first one has. */
function keyText(key: string, schema: Schema, cursor: Cursor): { insert: string; snippet: boolean } {
  const [first] = schema.kinds;
  const line = cursor.lines[cursor.lines.length > 0 ? rowOf(cursor) : 0] ?? '';
  // Behind a dash the line begins further left than the key.
  const deeper = ' '.repeat(Math.max(0, cursor.column - /^ */.exec(line)![0].length));
  const safe = key.replace(/[\\$}]/g, '\\$&');
  if (first === 'map') return { insert: `${safe}:\n${deeper}  $0`, snippet: true };
  if (first === 'list') return { insert: `${safe}:\n${deeper}  - $0`, snippet: true };
  return { insert: `${safe}: $0`, snippet: true };
}

function rowOf(cursor: Cursor): number {
  let length = 0;
  for (const [row, line] of cursor.lines.entries()) {
    length += line.length + 1;
    if (length > cursor.start) return row;
  }
  return cursor.lines.length - 1;
}

function valueItems(place: Schema | undefined, cursor: Cursor, offers: Offers): CompletionItem[] {
  const range = rangeOf(cursor);
  const known = [
    ...(place?.values ?? []),
    ...(place?.suggestions ?? []),
    ...(place?.kinds.includes('flag') ? ['true', 'false'] : []),
  ].map((label): Offer => ({ label }));
  const items = [...(offers.values?.(cursor) ?? []), ...known];
  const seen = new Set<string>();
  return items.flatMap(({ label, detail }): CompletionItem[] => {
    if (seen.has(label)) return [];
    seen.add(label);
    return [{ label, kind: 'value', ...(detail && { detail }), insert: label, range, sort: '0' }];
  });
}
