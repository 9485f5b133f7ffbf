import type { MarkdownIt, StateInline } from 'markdown-it';
import { readAttributes } from '../attributes';

/**
 * Labspace's leaf directives: `::tabLink[text]{href="…"}` is a link, of the others, which act on an editor that is not
 * here, the text stays.
 * @see https://github.com/dockersamples/labspace-infra, "Markdown extensions"
 */
export function labspaceDirectives(md: MarkdownIt): void {
  md.inline.ruler.before('text', 'labspace', directive);
}

const DIRECTIVE = /::(\w{1,40})\[([^\][]{0,500})\](?=\{|\s|$)/y;

function directive(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== ':' || state.src[state.pos + 1] !== ':') return false;
  DIRECTIVE.lastIndex = state.pos;
  const match = DIRECTIVE.exec(state.src);
  if (!match) return false;
  const labelEnd = DIRECTIVE.lastIndex;
  const attributes = readAttributes(state.src, labelEnd);
  const href = attributes?.list.pairs.find(([key]) => key === 'href')?.[1] ?? '';
  if (!silent) {
    const open = state.push(href ? 'link_open' : 'span_open', href ? 'a' : 'span', 1);
    if (href) open.attrs = [['href', state.md.normalizeLink(href)]];
    state.push('text', '', 0).content = match[2] ?? '';
    state.push(href ? 'link_close' : 'span_close', href ? 'a' : 'span', -1);
  }
  state.pos = attributes?.end ?? labelEnd;
  return true;
}
