import type { MarkdownIt } from 'markdown-it';
import { deckEnv } from './env';

/** Deeper nesting is read as text: no slide needs it, and every level costs stack. */
const DEEPEST = 40;

/** Whether a block at this level of tokens would be nested too deeply; each container makes one or two of them. */
export function isTooDeep(level: number): boolean {
  return level >= DEEPEST * 2;
}

/**
 * Lists, quotes and definitions beyond that are no containers any more. Markdown-it's own limit lies further out, and
 * there it drops all text to the end of the deck.
 */
export function limitNesting(md: MarkdownIt): void {
  for (const name of ['list', 'blockquote', 'deflist', 'footnote_def']) {
    const found = md.block.ruler.__rules__.find((rule) => rule.name === name);
    if (!found) throw new Error(`markdown-it has no block rule "${name}"`);
    const { fn, alt } = found;
    md.block.ruler.at(
      name,
      (state, startLine, endLine, silent) => {
        if (!isTooDeep(state.level)) return fn(state, startLine, endLine, silent);
        deckEnv(state.env).tooDeepLine ??= startLine;
        return false;
      },
      { alt },
    );
  }
}
