/** What stands in `{#id .class key=value}`. */
export interface AttributeList {
  id: string;
  classes: string[];
  pairs: [key: string, value: string][];
}

const PART =
  /\s*(?:#([^\s{}#.="']+)|\.([^\s{}#.="']+)|(-)(?=[\s}])|([A-Za-z_:][\w:.-]*)=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s{}"']*)))/y;

/**
 * Reads an attribute list that begins with `{` at `start`.
 * @returns the list and the index after its `}`, or undefined where the text is no attribute list.
 * @see pandoc manual, "Extension: header_attributes"
 */
export function readAttributes(
  text: string,
  start: number,
): { list: AttributeList; end: number } | undefined {
  if (text[start] !== '{') return undefined;
  const list: AttributeList = { id: '', classes: [], pairs: [] };
  let position = start + 1;
  for (;;) {
    PART.lastIndex = position;
    const part = PART.exec(text);
    if (!part) break;
    position = PART.lastIndex;
    const [, id, className, unnumbered, key, double, single, bare] = part;
    if (id !== undefined) list.id = id;
    else if (className !== undefined) list.classes.push(className);
    else if (unnumbered !== undefined) list.classes.push('unnumbered');
    else if (key !== undefined) addPair(list, key, (double ?? single ?? bare ?? '').replace(/\\(.)/g, '$1'));
  }
  while (text[position] === ' ' || text[position] === '\t' || text[position] === '\n') position++;
  return text[position] === '}' ? { list, end: position + 1 } : undefined;
}

function addPair(list: AttributeList, key: string, value: string): void {
  if (key === 'class') list.classes.push(...value.split(/\s+/).filter(Boolean));
  else if (key === 'id') list.id = value;
  else list.pairs.push([key, value]);
}

/** Reads `key="value"` pairs as they stand in an HTML tag or a reveal.js comment; bare words count as true. */
export function readHtmlAttributes(text: string): AttributeList {
  const list: AttributeList = { id: '', classes: [], pairs: [] };
  for (const match of text.matchAll(/([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    addPair(list, (match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? match[4] ?? '');
  }
  return list;
}

/** The part of a markdown-it token that carries attributes. */
export interface Attributed {
  attrs: [name: string, value: string | number][] | null;
}

/** Adds a list to a token: classes join, other values replace. */
export function applyAttributes(token: Attributed, list: AttributeList): void {
  const attrs = (token.attrs ??= []);
  const set = (name: string, value: string): void => {
    const found = attrs.find(([key]) => key === name);
    if (found) found[1] = value;
    else attrs.push([name, value]);
  };
  if (list.id) set('id', list.id);
  for (const name of list.classes) {
    const before = attributeOf(token, 'class');
    set('class', before ? `${before} ${name}` : name);
  }
  for (const [key, value] of list.pairs) set(key, value);
}

/** Value of a token's attribute, `''` where it has none. */
export function attributeOf(token: Readonly<Attributed>, name: string): string {
  for (const [key, value] of token.attrs ?? []) if (key === name) return String(value);
  return '';
}

/** Classes of a token. */
export function classesOf(token: Readonly<Attributed>): string[] {
  const classes = token.attrs === null ? '' : attributeOf(token, 'class');
  return classes === '' ? [] : classes.split(/\s+/).filter(Boolean);
}

/** A token's attributes as a list. */
export function listOf(token: Readonly<Attributed>): AttributeList {
  const list: AttributeList = { id: '', classes: [], pairs: [] };
  for (const [key, value] of token.attrs ?? []) addPair(list, key, String(value));
  return list;
}
