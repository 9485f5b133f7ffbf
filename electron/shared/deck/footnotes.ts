import type { DeckToken, Footnote } from './model';
import { blocksOf } from './tokens';

/** What markdown-it-footnote leaves in the environment: tokens of inline notes by their number. */
export interface FootnoteEnv {
  readonly footnotes?: { readonly list?: readonly { readonly tokens?: DeckToken[] }[] };
}

/**
 * Takes the notes out of the text, wherever they are defined. A reference token then carries the index of its note
 * in `meta.note`; an inline note `^[…]` becomes a note of its own.
 */
export function extractFootnotes(
  tokens: readonly DeckToken[],
  env: FootnoteEnv,
): {
  tokens: DeckToken[];
  footnotes: Footnote[];
} {
  const footnotes: Footnote[] = [];
  const indexes = new Map<string, number>();
  const kept: DeckToken[] = [];
  for (const block of blocksOf(tokens)) {
    if (block.head.type !== 'footnote_reference_open') {
      kept.push(...block.tokens);
      continue;
    }
    const label = String(block.head.meta?.['label'] ?? '');
    if (!indexes.has(label))
      indexes.set(label, footnotes.push({ label, tokens: block.tokens.slice(1, -1) }) - 1);
  }
  for (const token of kept) {
    for (const child of token.children ?? []) {
      if (child.type === 'footnote_ref') linkReference(child, indexes, footnotes, env);
    }
  }
  return { tokens: kept, footnotes };
}

function linkReference(
  reference: DeckToken,
  indexes: ReadonlyMap<string, number>,
  footnotes: Footnote[],
  env: FootnoteEnv,
): void {
  const label = reference.meta?.['label'];
  const known = typeof label === 'string' ? indexes.get(label) : undefined;
  const inline = env.footnotes?.list?.[Number(reference.meta?.['id'])]?.tokens ?? [];
  reference.meta = { note: known ?? footnotes.push({ label: '', tokens: inline }) - 1 };
}
