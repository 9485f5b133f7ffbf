import { isMap, isNode, isScalar, parseAllDocuments } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';

/** Offsets of a piece of the text; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A YAML text and the trees of its documents. A text that is no YAML still has the trees of what could be read. */
export interface YamlSource {
  readonly text: string;
  readonly documents: readonly Document[];
  /** What is no YAML, with its place. */
  readonly errors: readonly (Span & { readonly message: string })[];
}

/** Reads a text. Never throws. */
export function readYaml(text: string): YamlSource {
  const read = parseAllDocuments(text, { prettyErrors: false, strict: true, uniqueKeys: true, merge: true });
  const documents = Array.isArray(read) ? (read as Document[]) : [];
  const errors = documents.flatMap((document) =>
    document.errors.map(({ pos: [start, end], message, code }) => ({
      start: Math.min(start, text.length),
      end: Math.min(Math.max(end, start), text.length),
      message: inWords(code, message),
    })),
  );
  return { text, documents, errors };
}

/** The parser's message as one plain sentence; the usual slips in our words. */
function inWords(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces; a tab is not allowed here.';
    case 'DUPLICATE_KEY':
      return 'This key is there twice; keep one of them.';
    case 'BAD_INDENT':
      return 'The indentation fits neither the line above nor its parent.';
    case 'MISSING_CHAR':
      if (/quote/.test(message)) return 'A quote is opened and never closed.';
      if (/map values/.test(message))
        return 'A colon is missing: a line here is a key, a colon and its value.';
      return firstSentence(message);
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A key must stand in one line, with its colon; is the line above complete?';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'There are two colons in this line; put the text in quotes, or begin a new line.';
    default:
      return firstSentence(message);
  }
}

function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0]!.replace(/ at line \d.*$/, '');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

/** A node behind its alias; undefined where there is nothing, or an alias of nothing. */
export function resolved(node: unknown, document: Document): Node | undefined {
  if (!isNode(node)) return undefined;
  if ('source' in node && 'resolve' in node && typeof node.resolve === 'function') {
    return (node as { resolve: (document: Document) => Node | undefined }).resolve(document);
  }
  return node;
}

/** The place of a node without the space behind it; undefined for one that is not in the text. */
export function spanOf(node: unknown): Span | undefined {
  if (!isNode(node) || !node.range) return undefined;
  return { start: node.range[0], end: node.range[1] };
}

/** The key of a pair as text; undefined for a key that is no scalar. */
export function keyOf(pair: Pair): string | undefined {
  const { key } = pair;
  if (isScalar(key)) {
    if (typeof key.value === 'symbol') return key.value.description; // the merge key, <<
    return key.value === null ? undefined : String(key.value);
  }
  return typeof key === 'string' ? key : undefined;
}

/** The pair of a key in a map. */
export function pairOf(node: unknown, key: string): Pair | undefined {
  return isMap(node) ? (node as YAMLMap).items.find((pair) => keyOf(pair) === key) : undefined;
}

/** The value behind keys, aliases followed; undefined where there is none. */
export function nodeAt(node: unknown, document: Document, ...path: readonly string[]): Node | undefined {
  let current = resolved(node, document);
  for (const key of path) current = resolved(pairOf(current, key)?.value, document);
  return current;
}

/** The text of a scalar behind keys; undefined for anything else. */
export function textAt(node: unknown, document: Document, ...path: readonly string[]): string | undefined {
  const found = nodeAt(node, document, ...path);
  return isScalar(found) && found.value !== null ? String(found.value) : undefined;
}
