import { applyAttributes, attributeOf } from './attributes';
import type { DeckToken } from './model';
import { hasClass } from './tokens';

const FRAGMENT = { id: '', classes: ['fragment'], pairs: [] };

/**
 * Gives every item of an incremental list its step: inside `::: incremental`, or everywhere but in
 * `::: nonincremental` when the deck says so. A list alone in a block quote does the opposite of its surroundings.
 * @see pandoc manual, "Incremental lists"
 */
export function markIncremental(tokens: readonly DeckToken[], byDefault: boolean): void {
  const modes = [byDefault];
  tokens.forEach((token, index) => {
    const mode = modes.at(-1) ?? false;
    if (token.type === 'div_open') {
      modes.push(hasClass(token, 'incremental') || (mode && !hasClass(token, 'nonincremental')));
    } else if (token.type === 'blockquote_open') {
      const holdsList = /^(?:bullet|ordered)_list_open$/.test(tokens[index + 1]?.type ?? '');
      modes.push(holdsList ? !mode : mode);
    } else if (token.type === 'div_close' || token.type === 'blockquote_close') {
      modes.pop();
    } else if (
      mode &&
      (token.type === 'list_item_open' || token.type === 'dd_open') &&
      !hasClass(token, 'fragment')
    ) {
      applyAttributes(token, FRAGMENT);
    }
  });
}

/** Steps until everything is visible: fragments, those with one index counting once, and steps of highlighted lines. */
export function countFragments(tokens: readonly DeckToken[]): number {
  const indexed = new Set<string>();
  let steps = 0;
  const count = (token: DeckToken): void => {
    if (hasClass(token, 'fragment')) {
      const index = attributeOf(token, 'data-fragment-index') || attributeOf(token, 'fragment-index');
      if (index) indexed.add(index);
      else steps++;
    }
    if (token.type === 'fence') steps += codeSteps(token).length - 1;
    token.children?.forEach(count);
  };
  tokens.forEach(count);
  return steps + indexed.size;
}

/** Line sets that a code block highlights one after the other, as written (`1`, `3-4`, `2,5`); one empty set without any. */
export function codeSteps(token: DeckToken): string[] {
  const lines =
    attributeOf(token, 'data-lines') ||
    attributeOf(token, 'data-line-numbers') ||
    attributeOf(token, 'code-line-numbers');
  return lines.split('|');
}
