import type { MarkdownIt } from 'markdown-it';
import type { StateInline } from 'markdown-it';

/**
 * TeX between `$…$` or `$$…$$`, kept as it is for KaTeX.
 * @see pandoc manual, "Extension: tex_math_dollars": no space inside the dollars, no digit after them
 */
export function math(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math', mathRule);
}

const INLINE = /\$(?=[^\s$])((?:[^$\\]|\\[^])*?[^\s\\$]|[^\s\\$]|(?:[^$\\]|\\[^])*?\\[^\s])\$(?!\d)/y;
const DISPLAY = /\$\$((?:[^$\\]|\\[^]|\$(?!\$))+)\$\$/y;
const LONGEST = 5000;

function mathRule(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '$') return false;
  const display = state.src[state.pos + 1] === '$';
  const window = state.src.slice(state.pos, Math.min(state.posMax, state.pos + LONGEST));
  const pattern = display ? DISPLAY : INLINE;
  pattern.lastIndex = 0;
  const match = pattern.exec(window);
  if (!match) return false;
  if (!silent) {
    const token = state.push(display ? 'math_display' : 'math_inline', 'span', 0);
    token.content = (match[1] ?? '').trim();
    token.markup = display ? '$$' : '$';
  }
  state.pos += match[0].length;
  return true;
}
