import { isMap } from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import type { Span, YamlSource } from './source';
import { keyOf, resolved, spanOf, textAt } from './source';

/** A node of the outline: an object, or a key with its value. */
export interface YamlSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'object' | 'key';
  readonly range: Span;
  /** What to select when it is chosen. */
  readonly selection: Span;
  readonly children: readonly YamlSymbol[];
}

/** Keys deeper than that are found by reading. */
const depth = 3;

/** The outline: the objects of a Kubernetes file, or the keys of the one document. */
export function symbolsOf(source: YamlSource): YamlSymbol[] {
  const symbols = source.documents.flatMap((document): YamlSymbol[] => {
    const root = resolved(document.contents, document);
    const range = spanOf(root);
    if (!root || !range) return [];
    const kind = textAt(root, document, 'kind');
    const keys = keysOf(root, depth);
    if (kind === undefined) return keys;
    const name = textAt(root, document, 'metadata', 'name') ?? '';
    return [{ name: kind, detail: name, kind: 'object', range, selection: range, children: keys }];
  });
  return symbols;
}

function keysOf(node: unknown, left: number): YamlSymbol[] {
  if (!isMap(node) || left === 0) return [];
  return ((node as YAMLMap).items as Pair[]).flatMap((pair): YamlSymbol[] => {
    const name = keyOf(pair);
    const selection = spanOf(pair.key);
    if (name === undefined || !selection) return [];
    const end = Math.max(selection.end, spanOf(pair.value)?.end ?? 0);
    const range = { start: selection.start, end };
    return [{ name, detail: '', kind: 'key', range, selection, children: keysOf(pair.value, left - 1) }];
  });
}
