import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Pair, YAMLMap } from 'yaml';
import { ITEM } from './schema';
import type { Span, YamlSource } from './source';
import { keyOf, spanOf } from './source';

/** What is at an offset of a document: a key with its value, or a scalar. */
export interface Located {
  readonly document: Document;
  /** To the key or scalar itself. */
  readonly path: readonly string[];
  readonly span: Span;
  /** The text of the scalar, where it is one. */
  readonly value?: string;
}

/** What is at an offset. */
export function locate(source: YamlSource, offset: number): Located | undefined {
  for (const document of source.documents) {
    const found = within(document, document.contents, offset, []);
    if (found) return found;
  }
  return undefined;
}

function within(
  document: Document,
  node: unknown,
  offset: number,
  path: readonly string[],
): Located | undefined {
  if (isMap(node)) {
    for (const pair of (node as YAMLMap).items as Pair[]) {
      const key = keyOf(pair);
      if (key === undefined) continue;
      const inner = [...path, key];
      const span = spanOf(pair.key);
      if (span && touches(span, offset)) return { document, path: inner, span };
      const found = within(document, pair.value, offset, inner);
      if (found) return found;
    }
    return undefined;
  }
  if (isSeq(node)) {
    for (const item of node.items) {
      const found = within(document, item, offset, [...path, ITEM]);
      if (found) return found;
    }
    return undefined;
  }
  const span = spanOf(node);
  if (!isScalar(node) || !span || !touches(span, offset)) return undefined;
  return { document, path, span, value: String(node.value) };
}

function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
