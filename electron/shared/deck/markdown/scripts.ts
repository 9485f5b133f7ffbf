import type { MarkdownIt } from 'markdown-it';
import type { StateInline } from 'markdown-it';

/** Subscripts `H~2~O` and superscripts `2^10^`: no spaces inside, except escaped ones. */
export function scripts(md: MarkdownIt): void {
  md.inline.ruler.after('emphasis', 'subscript', between('~', 'sub'));
  md.inline.ruler.after('emphasis', 'superscript', between('^', 'sup'));
}

function between(marker: '~' | '^', tag: 'sub' | 'sup'): (state: StateInline, silent: boolean) => boolean {
  const pattern = marker === '~' ? /~((?:[^\s~\\]|\\.){1,200})~(?!~)/y : /\^((?:[^\s^\\[]|\\.){1,200})\^/y;
  return (state, silent) => {
    if (silent || state.src[state.pos] !== marker || state.src[state.pos - 1] === marker) return false;
    pattern.lastIndex = state.pos;
    const match = pattern.exec(state.src);
    if (!match || pattern.lastIndex > state.posMax) return false;
    const { posMax } = state;
    state.push(`${tag}_open`, tag, 1).markup = marker;
    state.pos += 1;
    state.posMax = state.pos + (match[1] ?? '').length;
    state.md.inline.tokenize(state);
    state.pos = state.posMax + 1;
    state.posMax = posMax;
    state.push(`${tag}_close`, tag, -1).markup = marker;
    return true;
  };
}
