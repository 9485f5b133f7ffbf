import type { MarkdownIt } from 'markdown-it';
import type { BlockRule } from './lines';
import { lineText } from './lines';

/**
 * What may end a paragraph without a blank line. In pandoc only a code fence may (and, inside a list, another item);
 * in CommonMark nearly every block may.
 * @see pandoc manual, "Extension: blank_before_header", "blank_before_blockquote", "lists_without_preceding_blankline"
 */
export function pandocInterruptions(md: MarkdownIt): void {
  reuse(md, 'heading', () => ({ alt: [] }));
  reuse(md, 'blockquote', () => ({ alt: ['list'] }));
  reuse(md, 'hr', () => ({ alt: ['blockquote', 'list'] }));
  reuse(md, 'html_block', (rule) => ({ alt: ['paragraph'], rule: onlyComments(rule) }));
  reuse(md, 'table', () => ({ alt: [] }));
  reuse(md, 'list', (rule) => ({
    alt: ['paragraph', 'reference', 'blockquote'],
    rule: onlyInsideLists(rule),
  }));
}

function onlyInsideLists(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (silent && state.listIndent < 0) return false;
    return rule(state, startLine, endLine, silent);
  };
}

/** Of raw HTML only a comment may end a paragraph: it may hold blank lines, and what is in it is no Markdown. */
function onlyComments(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (silent && !lineText(state, startLine).startsWith('<!--')) return false;
    return rule(state, startLine, endLine, silent);
  };
}

/** Registers one of markdown-it's own rules again with other places where it may interrupt. */
function reuse(
  md: MarkdownIt,
  name: string,
  change: (rule: BlockRule) => { alt: string[]; rule?: BlockRule },
): void {
  const enabled = md.block.ruler.__rules__.find((rule) => rule.name === name);
  if (!enabled) throw new Error(`markdown-it has no block rule "${name}"`);
  const changed = change(enabled.fn);
  md.block.ruler.at(name, changed.rule ?? enabled.fn, { alt: changed.alt });
}
