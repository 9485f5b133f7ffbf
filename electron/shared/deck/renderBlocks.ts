import { attributeOf, classesOf } from './attributes';
import { attributesHtml, escapeHtml, safeLength } from './html';
import { figureOf } from './interactive';
import type { DeckToken, Slide } from './model';
import { renderCode } from './renderCode';
import { renderInline } from './renderInline';
import { hasClass } from './tokens';

/** What is known while one slide is rendered. */
export interface RenderState {
  /** Where its pictures are, and what of its code can be tried. */
  readonly contents: Pick<Slide, 'images' | 'code'>;
  /** Indexes of the deck's footnotes in order of their first reference on this slide. */
  readonly footnotes: number[];
  /** Set as soon as raw HTML of the author is in the result. */
  hasRawHtml: boolean;
}

/** Kinds of callout, by the class of a div or the word of `> [!NOTE]`. */
export const CALLOUTS = ['note', 'tip', 'info', 'important', 'warning', 'caution', 'danger'] as const;

/** Attributes that authors may set on any block, besides `class`. */
const KEPT = new Set([
  'data-fragment-index',
  'fragment-index',
  'data-id',
  'data-auto-animate',
  'start',
  'lang',
  'dir',
  'title',
]);

/** One block token as HTML. */
export function renderBlock(tokens: readonly DeckToken[], index: number, state: RenderState): string {
  const token = tokens[index];
  if (!token) return '';
  switch (token.type) {
    case 'inline':
      return renderInline(token.children ?? [], state);
    case 'fence':
    case 'code_block':
      return renderCode(token, state.contents.code);
    case 'html_block':
      return renderRawHtml(token, state);
    case 'hr':
      return '<hr>\n';
    case 'paragraph_open':
      return paragraph(token);
    case 'paragraph_close':
      return token.hidden ? '' : closeParagraph(tokens, index);
    case 'heading_open':
      return `<${token.tag}${blockAttributes(token, [['data-anchor', attributeOf(token, 'id')]])}>`;
    case 'div_open':
      return openDiv(token);
    case 'td_open':
    case 'th_open':
      return `<${token.tag}${alignment(token)}>`;
    default:
      return renderOther(token);
  }
}

function renderOther(token: DeckToken): string {
  if (!/^[a-z][a-z\d]*$/.test(token.tag)) return '';
  if (token.nesting === -1) return `</${token.tag}>\n`;
  const newline = ['ul', 'ol', 'dl', 'table', 'thead', 'tbody', 'tr', 'blockquote'].includes(token.tag)
    ? '\n'
    : '';
  return `<${token.tag}${blockAttributes(token)}>${newline}`;
}

function renderRawHtml(token: DeckToken, state: RenderState): string {
  if (/^\s*<!--[^]*-->\s*$/.test(token.content) || token.content === '') return '';
  state.hasRawHtml = true;
  return token.content;
}

function paragraph(token: DeckToken): string {
  if (token.hidden) return '';
  return token.meta?.['figure'] === undefined
    ? `<p${blockAttributes(token)}>`
    : `<figure${blockAttributes(token)}>`;
}

function closeParagraph(tokens: readonly DeckToken[], index: number): string {
  const open = tokens[index - 2];
  const image = tokens[index - 1]?.children?.[0];
  if (open?.meta?.['figure'] === undefined) return '</p>\n';
  const caption =
    open.meta['figure'] === true && image
      ? `<figcaption aria-hidden="true">${renderCaption(image)}</figcaption>`
      : '';
  return `${caption}</figure>\n`;
}

function renderCaption(image: DeckToken): string {
  return escapeHtml(
    image.children?.map((child) => child.content || (child.type === 'softbreak' ? ' ' : '')).join('') ?? '',
  );
}

function openDiv(token: DeckToken): string {
  const width = safeLength(attributeOf(token, 'width'));
  if (hasClass(token, 'column')) {
    const share = Number.parseFloat(width);
    return `<div${blockAttributes(token, share > 0 ? [['style', `flex-grow: ${share}`]] : [])}>\n`;
  }
  const figure = figureOf(token);
  if (figure !== '') return `<div${blockAttributes(token, [['data-figure', figure]])}>\n`;
  const kind = classesOf(token).find((name) => CALLOUTS.some((callout) => callout === name));
  if (!kind) return `<div${blockAttributes(token)}>\n`;
  return `<div${blockAttributes(token, [['data-callout', kind]])} role="note">\n`;
}

function alignment(token: DeckToken): string {
  if (token.attrs === null) return '';
  const align = /text-align:\s*(left|right|center)/.exec(attributeOf(token, 'style'))?.[1];
  return align ? ` style="text-align: ${align}"` : '';
}

/** Classes, harmless values of the author, and our own. */
export function blockAttributes(token: DeckToken, own: readonly (readonly [string, string])[] = []): string {
  if (token.attrs === null && own.length === 0) return '';
  const pairs: (readonly [string, string | number])[] = [];
  const classes = classesOf(token);
  if (classes.length > 0) pairs.push(['class', classes.join(' ')]);
  for (const [name, value] of token.attrs ?? [])
    if (KEPT.has(name)) pairs.push([name === 'fragment-index' ? 'data-fragment-index' : name, value]);
  return attributesHtml([...pairs, ...own]);
}
