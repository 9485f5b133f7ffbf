import { attributeOf } from './attributes';
import { attributesHtml, escapeHtml, safeAddress, safeLength } from './html';
import type { DeckToken } from './model';
import type { RenderState } from './renderBlocks';
import { blockAttributes } from './renderBlocks';
import { inlineText } from './tokens';

/** Inline tokens as HTML. */
export function renderInline(tokens: readonly DeckToken[], state: RenderState): string {
  return tokens.map((token) => renderOne(token, state)).join('');
}

function renderOne(token: DeckToken, state: RenderState): string {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return escapeHtml(token.content);
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return '<br>';
    case 'code_inline':
      return `<code${blockAttributes(token)}>${escapeHtml(token.content)}</code>`;
    case 'math_inline':
    case 'math_display':
      return `<span class="math ${token.type === 'math_display' ? 'display' : 'inline'}">${escapeHtml(token.content)}</span>`;
    case 'image':
      return renderImage(token, state);
    case 'link_open':
      return renderLink(token);
    case 'html_inline':
      return renderRawInline(token, state);
    case 'footnote_ref':
      return renderReference(token, state);
    case 'task_box':
      return `<span class="task" role="img" aria-label="${token.content === '☐' ? 'not done' : 'done'}">${token.content}</span>`;
    default:
      return renderTag(token);
  }
}

function renderTag(token: DeckToken): string {
  if (!/^[a-z]+$/.test(token.tag)) return '';
  return token.nesting === -1 ? `</${token.tag}>` : `<${token.tag}${blockAttributes(token)}>`;
}

function renderImage(token: DeckToken, state: RenderState): string {
  const src = attributeOf(token, 'src');
  const status = state.contents.images.find((image) => image.src === src)?.status ?? 'missing';
  const width = safeLength(attributeOf(token, 'width'));
  const height = safeLength(attributeOf(token, 'height'));
  const size = [width && `width: ${width}`, height && `height: ${height}`].filter(Boolean).join('; ');
  const pairs: [string, string][] = [
    ['data-src', src],
    ['data-status', status],
    ['alt', inlineText(token.children)],
  ];
  if (size) pairs.push(['style', size]);
  return `<img${blockAttributes(token, pairs)}>`;
}

function renderLink(token: DeckToken): string {
  const href = safeAddress(attributeOf(token, 'href'));
  return href ? `<a${blockAttributes(token, [['href', href]])}>` : `<a${blockAttributes(token)}>`;
}

function renderRawInline(token: DeckToken, state: RenderState): string {
  if (token.content === '' || token.content.startsWith('<!--')) return '';
  state.hasRawHtml = true;
  return token.content;
}

function renderReference(token: DeckToken, state: RenderState): string {
  const note = Number(token.meta?.['note'] ?? -1);
  let number = state.footnotes.indexOf(note) + 1;
  if (number === 0) number = state.footnotes.push(note);
  return `<sup${attributesHtml([['class', 'footnote-ref']])}>${number}</sup>`;
}
