import type { MarkdownIt } from 'markdown-it';
import { applyAttributes, readAttributes, readHtmlAttributes } from '../attributes';
import type { AttributeList } from '../attributes';
import type { ProblemList } from '../problems';
import { deckEnv } from './env';
import type { BlockRule } from './lines';
import { lineText } from './lines';
import { isTooDeep } from './nesting';

const FENCE_OPEN = /^:{3,}[ \t]*(?:(\{.*\})|([^\s{}:]+)(?:[ \t]*(\{.*\}))?)[ \t]*:*[ \t]*$/;
const FENCE_CLOSE = /^:{3,}[ \t]*$/;
const HTML_OPEN = /^<(div|aside)((?:\s[^<>]*)?)>[ \t]*$/i;
const HTML_CLOSE = /^<\/(div|aside)>[ \t]*$/i;

/** Lines that begin like a fence of a div or of code; all others need no closer look. */
const MAY_BE_FENCE = /^[ \t>]*[:`~<]/;

/**
 * Pairs the fences of all divs in one pass. A fence that is never closed is no fence: pandoc reads it as text.
 * @returns opening line -> closing line, 0-based.
 */
export function pairDivFences(source: string, problems: ProblemList): Map<number, number> {
  const pairs = new Map<number, number>();
  if (!/:::|<div|<aside/i.test(source)) return pairs;
  const open: { line: number; html: string }[] = [];
  let codeFence = '';
  source.split('\n').forEach((raw, line) => {
    if (!MAY_BE_FENCE.test(raw)) return;
    const text = raw.length > 400 ? '' : raw.replace(/^(?:[ \t]*>)*[ \t]*/, '');
    const fence = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
    if (codeFence) {
      if (fence?.startsWith(codeFence) && text.trimEnd() === fence) codeFence = '';
      return;
    }
    if (fence && !(fence.startsWith('`') && text.slice(fence.length).includes('`'))) codeFence = fence;
    else if (readFence(text)) open.push({ line, html: '' });
    else if (HTML_OPEN.test(text)) open.push({ line, html: (HTML_OPEN.exec(text)?.[1] ?? '').toLowerCase() });
    else closeNearest(text, line, open, pairs);
  });
  for (const { line, html } of open) {
    problems.add(
      'warning',
      line + 1,
      html
        ? `This <${html}> is never closed; it is read as raw HTML.`
        : 'This div (":::") is never closed; it is read as text.',
    );
  }
  return pairs;
}

function closeNearest(
  text: string,
  line: number,
  open: { line: number; html: string }[],
  pairs: Map<number, number>,
): void {
  const html = HTML_CLOSE.exec(text)?.[1]?.toLowerCase();
  if (html === undefined && !FENCE_CLOSE.test(text)) return;
  const top = open.at(-1);
  if (!top || top.html !== (html ?? '')) return;
  open.pop();
  pairs.set(top.line, line);
}

function readFence(text: string): AttributeList | undefined {
  const match = FENCE_OPEN.exec(text);
  if (!match) return undefined;
  const [, braces, word, extra] = match;
  const list =
    (braces ?? extra) ? readAttributes(braces ?? extra ?? '', 0)?.list : { id: '', classes: [], pairs: [] };
  if (list && word !== undefined) list.classes.unshift(word);
  return list;
}

/** Fenced divs `::: {.class}` … `:::` and `<div>`/`<aside>` on lines of their own: containers whose content is Markdown. */
export function divs(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'div', divRule, { alt: [] });
}

const divRule: BlockRule = (state, startLine, endLine, silent) => {
  const close = deckEnv(state.env).divs.get(startLine);
  if (close === undefined || close >= endLine) return false;
  if (isTooDeep(state.level)) {
    deckEnv(state.env).tooDeepLine ??= startLine;
    return false;
  }
  const text = lineText(state, startLine);
  const html = HTML_OPEN.exec(text);
  const list = html ? readHtmlAttributes(html[2] ?? '') : readFence(text);
  if (!list) return false;
  if (silent) return true;
  const open = state.push('div_open', html?.[1]?.toLowerCase() ?? 'div', 1);
  open.map = [startLine, close + 1];
  applyAttributes(open, list);
  const { parentType, lineMax } = state;
  state.parentType = 'div';
  state.lineMax = close;
  state.md.block.tokenize(state, startLine + 1, close);
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.push('div_close', open.tag, -1);
  state.line = close + 1;
  return true;
};
