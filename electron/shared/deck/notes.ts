import type { DeckToken } from './model';
import { blocksOf, hasClass } from './tokens';

/** Separates speaker notes from what the audience sees: `::: notes`, `<aside class="notes">`, and reveal-md's `Note:`. */
export function separateNotes(
  tokens: readonly DeckToken[],
  withNoteLine: boolean,
): { readonly body: readonly DeckToken[]; readonly notes: readonly DeckToken[] } {
  if (!withNoteLine && !tokens.some((token) => token.type === 'div_open' && hasClass(token, 'notes')))
    return { body: tokens, notes: [] };
  const body: DeckToken[] = [];
  const notes: DeckToken[] = [];
  let inNotes = false;
  for (const block of blocksOf(tokens)) {
    if (withNoteLine && !inNotes && block.head.type === 'paragraph_open')
      inNotes = takeNoteLine(block.tokens[1]);
    if (inNotes) notes.push(...block.tokens);
    else if (block.head.type === 'div_open' && hasClass(block.head, 'notes'))
      notes.push(...block.tokens.slice(1, -1));
    else if (block.head.type === 'div_open') {
      const inner = separateNotes(block.tokens.slice(1, -1), false);
      body.push(block.head, ...inner.body, ...block.tokens.slice(-1));
      notes.push(...inner.notes);
    } else body.push(...block.tokens);
  }
  return { body, notes };
}

/** Removes `Note:` from the start of a paragraph. @returns whether it was there. */
function takeNoteLine(inline: DeckToken | undefined): boolean {
  const first = inline?.children?.[0];
  if (first?.type !== 'text' || !/^notes?:/i.test(first.content)) return false;
  first.content = first.content.replace(/^notes?:\s*/i, '');
  return true;
}
