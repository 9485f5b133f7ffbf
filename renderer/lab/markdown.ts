import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: true });

/** Markdown of a course as nodes that are safe to show: no HTML of the author's gets through, no script, no form. */
export function renderMarkdown(source: string, baseUrl: string, inline: boolean): DocumentFragment {
  const html = inline ? markdown.renderInline(source) : markdown.render(source);
  const fragment = DOMPurify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'iframe'],
    FORBID_ATTR: ['style', 'srcset'],
  });
  for (const image of fragment.querySelectorAll('img')) contain(image, baseUrl);
  for (const code of fragment.querySelectorAll('pre')) code.tabIndex = 0;
  return fragment;
}

/** A picture comes from the lesson's folder or not at all: nothing is ever fetched from a network. */
function contain(image: HTMLImageElement, baseUrl: string): void {
  const source = image.getAttribute('src') ?? '';
  if (/^data:image\//.test(source)) return;
  if (baseUrl && !/^[a-z][a-z\d+.-]*:|^\/|(^|\/)\.\.(\/|$)/i.test(source)) image.src = baseUrl + source;
  else image.replaceWith(image.alt);
}
