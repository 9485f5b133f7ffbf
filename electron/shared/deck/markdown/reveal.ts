import type { MarkdownIt } from 'markdown-it';
import type { Token } from 'markdown-it';
import { applyAttributes, readHtmlAttributes } from '../attributes';
import type { BlockRule } from './lines';
import { indentOf, lineText } from './lines';

const ELEMENT = /^<!--\s*\.element:?\s*([^]*?)-->\s*$/;
const SLIDE = /^<!--\s*\.slide:?\s*([^]*?)-->\s*$/;

/** reveal.js comments: `<!-- .element: … -->` gives attributes to what it follows, `<!-- .slide: … -->` to its slide. */
export function revealComments(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'reveal_comments', (state) => {
    const blocks: Token[] = [];
    for (const token of state.tokens) {
      if (token.type === 'html_block') applyBlockComment(token, blocks);
      if (token.type === 'inline' && token.children?.some((child) => child.type === 'html_inline'))
        applyInlineComments(token, blocks);
      if (token.nesting === 1 && !token.hidden) blocks.push(token);
      if (blocks.length > 64) blocks.shift();
    }
  });
}

/** Whether raw HTML is such a comment to a whole slide. */
export function isSlideComment(html: string): boolean {
  return SLIDE.test(html);
}

function applyBlockComment(token: Token, blocks: readonly Token[]): void {
  const slide = SLIDE.exec(token.content);
  const element = ELEMENT.exec(token.content);
  if (slide) {
    token.type = 'slide_attributes';
    applyAttributes(token, readHtmlAttributes(slide[1] ?? ''));
  } else if (element) {
    const target = blocks.findLast((block) => block.level === token.level);
    if (target) applyAttributes(target, readHtmlAttributes(element[1] ?? ''));
    token.content = '';
  }
}

function applyInlineComments(inline: Token, blocks: readonly Token[]): void {
  const children = inline.children ?? [];
  children.forEach((child, index) => {
    const match = child.type === 'html_inline' ? ELEMENT.exec(child.content) : null;
    if (!match) return;
    const target = elementBefore(children, index) ?? blocks.findLast((block) => block.level < inline.level);
    if (target) applyAttributes(target, readHtmlAttributes(match[1] ?? ''));
    child.content = '';
  });
}

/** The inline element directly before a comment, as in `**word**<!-- .element: … -->`. */
function elementBefore(children: readonly Token[], index: number): Token | undefined {
  const before = children[index - 1];
  if (!before || before.type === 'text') return undefined;
  if (before.type === 'image' || before.type === 'code_inline') return before;
  if (before.nesting !== -1) return undefined;
  return children
    .slice(0, index - 1)
    .findLast((token) => token.nesting === 1 && token.level === before.level);
}

/**
 * Separators of reveal-md on lines of their own: `---` and `<!--s-->` begin a slide beside, `--`, `----` and
 * `<!--v-->` one below.
 */
export function revealSeparators(md: MarkdownIt): void {
  md.block.ruler.before('code', 'separator', separatorRule, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

const separatorRule: BlockRule = (state, startLine, _endLine, silent) => {
  if (state.level > 0 || indentOf(state, startLine) !== 0) return false;
  const text = lineText(state, startLine).trimEnd();
  const vertical = /^(?:--|----|<!--\s*v\s*-->)$/.test(text);
  if (!vertical && !/^(?:---|<!--\s*s\s*-->)$/.test(text)) return false;
  if (silent) return true;
  const token = state.push('separator', '', 0);
  token.markup = vertical ? '--' : '---';
  token.map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
};
