import MarkdownIt from 'markdown-it';
import { sanitiseToNodes } from '../deck/sanitise';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: true });
const image = markdown.renderer.rules.image;

/** Pictures are named by `data-src` until it is known that they may be shown: parsing must not request anything. */
markdown.renderer.rules.image = (tokens, index, options, env, self) => {
  const token = tokens[index];
  if (!token || !image) return '';
  token.attrSet('data-src', token.attrGet('src') ?? '');
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'src');
  return image(tokens, index, options, env, self);
};

/** Markdown of a course as nodes that are safe to show: no HTML of the author's gets through, no script, no form. */
export function renderMarkdown(source: string, baseUrl: string, inline: boolean): DocumentFragment {
  const html = inline ? markdown.renderInline(source) : markdown.render(source);
  const fragment = sanitiseToNodes(html);
  for (const picture of fragment.querySelectorAll('img')) contain(picture, baseUrl);
  for (const code of fragment.querySelectorAll('pre')) code.tabIndex = 0;
  return fragment;
}

/** A picture comes from the lesson's folder or not at all: nothing is ever fetched from a network. */
function contain(picture: HTMLImageElement, baseUrl: string): void {
  const source = picture.dataset['src'] ?? '';
  const isInside = source !== '' && !/^[a-z][a-z\d+.-]*:|^\/|(^|\/)\.\.(\/|$)/i.test(source);
  if (isInside && baseUrl) picture.src = baseUrl + source;
  else picture.replaceWith(picture.alt);
}
