import type { MarkdownIt } from 'markdown-it';
import type { StateInline, Token } from 'markdown-it';
import { applyAttributes, readAttributes } from '../attributes';

/** `{…}` directly after a picture, link or inline code, and bracketed spans `[text]{…}`. */
export function inlineAttributes(md: MarkdownIt): void {
  md.inline.ruler.after('link', 'span', span);
  md.inline.ruler.after('span', 'attributes', attributes);
}

function attributes(state: StateInline, silent: boolean): boolean {
  if (silent || state.src[state.pos] !== '{' || state.pending !== '') return false;
  const target = attributable(state.tokens);
  const read = target && readAttributes(state.src, state.pos);
  if (!read) return false;
  applyAttributes(target, read.list);
  state.pos = read.end;
  return true;
}

/** The element that has just ended. */
function attributable(tokens: readonly Token[]): Token | undefined {
  const last = tokens.at(-1);
  if (!last) return undefined;
  if (last.type === 'image' || last.type === 'code_inline') return last;
  if (last.type !== 'link_close') return undefined;
  return tokens.findLast((token) => token.type === 'link_open' && token.level === last.level);
}

function span(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '[') return false;
  const labelEnd = state.md.helpers.parseLinkLabel(state, state.pos);
  if (labelEnd < 0 || state.src[labelEnd + 1] !== '{') return false;
  const read = readAttributes(state.src, labelEnd + 1);
  if (!read) return false;
  if (!silent) {
    const { posMax } = state;
    const open = state.push('span_open', 'span', 1);
    applyAttributes(open, read.list);
    state.pos += 1;
    state.posMax = labelEnd;
    state.md.inline.tokenize(state);
    state.posMax = posMax;
    state.push('span_close', 'span', -1);
  }
  state.pos = read.end;
  return true;
}
