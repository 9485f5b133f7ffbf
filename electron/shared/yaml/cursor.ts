import { ITEM } from './schema';

/** Where in a YAML text the cursor is, told from indentation alone, since a text that is being written is no YAML yet. */
export interface Cursor {
  /** From the top of the document to the map or list the cursor is in; `[]` is an item of a list. */
  readonly path: readonly string[];
  /** A key is being written, or the value behind one, or an item of a list. */
  readonly at: 'key' | 'value' | 'item';
  /** The key whose value is written; it is the last step of the path then. */
  readonly word: string;
  /** Offset of the word. */
  readonly start: number;
  /** Spaces in front of the keys of this map. */
  readonly column: number;
  /** The keys that this map has already. */
  readonly siblings: ReadonlySet<string>;
  /** First and last line of the document, 0-based, the last one excluded. */
  readonly document: { readonly from: number; readonly to: number };
  readonly lines: readonly string[];
}

/** What a line is made of: the columns of its dashes, and its key. */
interface Line {
  readonly dashes: readonly number[];
  readonly key: { readonly name: string; readonly column: number; readonly value: string } | undefined;
  /** Column of what is behind the dashes. */
  readonly column: number;
  readonly isBlank: boolean;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#:[\]{}&*!|>'"%@`-][^#:]*?|-[^\s#:][^#:]*?)\s*:(?=\s|$)\s*(.*)$/;

function readLine(line: string): Line {
  let column = /^ */.exec(line)![0].length;
  const dashes: number[] = [];
  for (;;) {
    const dash = /^-(?:\s+|$)/.exec(line.slice(column));
    if (!dash) break;
    dashes.push(column);
    column += dash[0].length;
  }
  const rest = line.slice(column);
  const match = KEY.exec(rest);
  const key = match && { name: unquoted(match[1]!), column, value: match[2]!.replace(/(?:^|\s+)#.*$/, '') };
  return {
    dashes,
    key: key ?? undefined,
    column,
    isBlank: rest === '' ? dashes.length === 0 : rest.startsWith('#'),
  };
}

function unquoted(key: string): string {
  return /^["']/.test(key) ? key.slice(1, -1) : key.trim();
}

/** Tells where the cursor is; undefined in a comment, in a block of text, or between brackets. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const row = text.slice(0, offset).split('\n').length - 1;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (/(?:^|\s)#/.test(before) || /^\s*\t/.test(before)) return undefined;
  const document = documentAround(lines, row);
  const place = readLine(before);
  const whole = readLine(lines[row]!);
  const path: string[] = [];
  const column = place.key?.column ?? place.column;
  for (const dash of climb(lines, row, document.from, place, column, path)) if (!dash) return undefined;
  const siblings = siblingsOf(lines, row, document, column, whole);
  const common = { column, siblings, document, lines };
  if (place.key) {
    const word = place.key.value;
    if (/[[{]/.test(word) || /^[|>&*!]/.test(word)) return undefined;
    return { ...common, path: [...path, place.key.name], at: 'value', word, start: offset - word.length };
  }
  const word = before.slice(place.column);
  if (/[[\]{}]/.test(word) || word.includes(': ')) return undefined;
  const isItem = place.dashes.length > 0;
  return { ...common, path, at: isItem ? 'item' : 'key', word, start: offset - word.length };
}

function documentAround(lines: readonly string[], row: number): { from: number; to: number } {
  let from = row;
  while (from > 0 && !/^---(?:\s|$)/.test(lines[from]!)) from -= 1;
  if (/^---(?:\s|$)/.test(lines[from]!)) from += 1;
  let to = row + 1;
  while (to < lines.length && !/^(?:---|\.\.\.)(?:\s|$)/.test(lines[to]!)) to += 1;
  return { from: Math.min(from, row), to };
}

/**
 * Climbs from the cursor to the top and writes the path. Yields false where the cursor is inside a block of text.
 */
function* climb(
  lines: readonly string[],
  row: number,
  from: number,
  place: Line,
  start: number,
  path: string[],
): Generator<boolean> {
  let column = start;
  let inList = false;
  for (const dash of [...place.dashes].reverse()) {
    path.unshift(ITEM);
    column = dash;
    inList = true;
  }
  for (let at = row - 1; at >= from; at -= 1) {
    const line = readLine(lines[at]!);
    if (line.isBlank) continue;
    const { key } = line;
    const isParent =
      key &&
      (inList ? key.column <= column : key.column < column) &&
      !(inList && line.dashes.includes(column));
    if (isParent) {
      yield !/^[|>]/.test(key.value);
      if (key.value !== '' && !/^[&!][^\s]*$/.test(key.value)) {
        // A key with a value of its own is nobody's parent: the line is indented too far.
        if (!inList || key.column < column) yield false;
        continue;
      }
      path.unshift(key.name);
      column = key.column;
      inList = false;
    }
    for (const dash of [...line.dashes].reverse()) {
      if (inList ? dash < column : dash < column) {
        path.unshift(ITEM);
        column = dash;
        inList = true;
      }
    }
    if (column === 0 && !inList) break;
  }
}

function siblingsOf(
  lines: readonly string[],
  row: number,
  document: { from: number; to: number },
  column: number,
  own: Line,
): Set<string> {
  const found = new Set<string>();
  const take = (line: Line): boolean => {
    if (line.isBlank) return true;
    if (line.key?.column === column) found.add(line.key.name);
    const first = line.dashes.find((dash) => dash < column) ?? line.column;
    return first >= column;
  };
  if (own.dashes.length === 0) {
    for (let at = row - 1; at >= document.from; at -= 1) if (!take(readLine(lines[at]!))) break;
  }
  for (let at = row + 1; at < document.to; at += 1) {
    const line = readLine(lines[at]!);
    if (line.isBlank) continue;
    if ((line.dashes[0] ?? line.column) < column) break;
    take(line);
  }
  return found;
}
