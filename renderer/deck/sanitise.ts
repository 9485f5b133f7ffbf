import DOMPurify from 'dompurify';
import type { Config } from 'dompurify';

/** HTML that went through `sanitise`: the only HTML that may be shown. */
export type SafeMarkup = string & { readonly __safe: unique symbol };

/** Elements a deck may use in raw HTML. No script, style, form, frame, media, SVG or MathML. */
export const ALLOWED_TAGS = [
  ...[
    'a',
    'abbr',
    'aside',
    'b',
    'bdi',
    'bdo',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
    'code',
    'col',
    'colgroup',
  ],
  ...[
    'dd',
    'del',
    'details',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
  ],
  ...[
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'section',
    'small',
    'span',
  ],
  ...[
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
    'u',
    'ul',
    'var',
    'wbr',
  ],
] as const;

/** Attributes that stay. `src` becomes `data-src`; `style` keeps only `ALLOWED_STYLES`; identifiers go, they belong to the app. */
export const ALLOWED_ATTRIBUTES = [
  ...[
    'alt',
    'class',
    'colspan',
    'rowspan',
    'dir',
    'lang',
    'href',
    'start',
    'title',
    'role',
    'aria-label',
    'aria-hidden',
    'open',
  ],
  ...[
    'style',
    'data-src',
    'data-status',
    'data-anchor',
    'data-callout',
    'data-figure',
    'data-fragment-index',
    'data-id',
    'data-language',
  ],
  ...['data-lines', 'data-runnable', 'data-title'],
] as const;

/** What an inline style may set: nothing that can leave the slide, cover the app or load an address. */
export const ALLOWED_STYLES = [
  'width',
  'height',
  'max-width',
  'text-align',
  'flex-grow',
  'color',
  'background-color',
  'font-size',
  'font-weight',
  'font-style',
] as const;

/** Values without functions, addresses or escapes. */
const SAFE_VALUE = /^[\w\s.%#,-]{1,60}$/;

const CONFIG = {
  ALLOWED_TAGS: [...ALLOWED_TAGS],
  ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  FORBID_CONTENTS: [
    'script',
    'style',
    'iframe',
    'object',
    'svg',
    'math',
    'template',
    'noscript',
    'title',
    'textarea',
    'select',
    'video',
    'audio',
  ],
} satisfies Config;

let purifier: typeof DOMPurify | undefined;

function prepared(): typeof DOMPurify {
  if (purifier) return purifier;
  purifier = DOMPurify(window);
  purifier.addHook('uponSanitizeAttribute', (element, event) => {
    if (event.attrName === 'src') {
      if (!element.hasAttribute('data-src')) element.setAttribute('data-src', event.attrValue);
      event.keepAttr = false;
    } else if (event.attrName === 'style') {
      event.attrValue = safeStyle(event.attrValue);
      event.keepAttr = event.attrValue !== '';
    }
  });
  return purifier;
}

/** Cleans a slide's HTML. Nothing in the result runs, loads, submits or reaches outside the slide. */
export function sanitise(html: string): SafeMarkup {
  return prepared().sanitize(html, CONFIG) as SafeMarkup;
}

/** The same as nodes, ready to be put into the page. */
export function sanitiseToNodes(html: string): DocumentFragment {
  return prepared().sanitize(html, { ...CONFIG, RETURN_DOM_FRAGMENT: true });
}

/** Keeps the harmless declarations of an inline style. */
export function safeStyle(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.split(':').map((part) => part.trim()))
    .filter(
      ([name = '', value = '', ...more]) =>
        more.length === 0 &&
        ALLOWED_STYLES.some((allowed) => allowed === name.toLowerCase()) &&
        SAFE_VALUE.test(value),
    )
    .map(([name = '', value = '']) => `${name.toLowerCase()}: ${value}`)
    .join('; ');
}
