import type { TermMatcher } from '../../electron/shared/glossary/match';

/** Where a word is left alone: what can be pressed, is code or a heading, is drawn, or is not read out. */
const ALONE =
  'a, button, code, pre, kbd, samp, h1, h2, h3, h4, h5, h6, label, summary, svg, [aria-hidden="true"], .math, .katex, .dd-term, .dd-figure, .picture-placeholder';

/** Where the text stands: its own words are not explained on the slide that teaches them. */
export interface TermContext {
  readonly lesson: string;
  readonly slide: string;
}

/**
 * Marks the first occurrence of each word of the glossary in a piece of the page, so that it can be pointed at or
 * reached by keyboard. Nothing else of the text changes.
 */
export function markTerms(root: Element, matcher: TermMatcher, context: TermContext): void {
  const seen = new Set<string>();
  for (const node of textNodes(root)) {
    let rest = node;
    let offset = 0;
    for (const { from, to, term } of matcher.find(node.data)) {
      const name = `${term.course}/${term.id}`;
      const isTaughtHere = context.lesson === term.taught?.lesson && context.slide === term.taught.slide;
      if (seen.has(name) || isTaughtHere) continue;
      seen.add(name);
      const word = rest.splitText(from - offset);
      rest = word.splitText(to - from);
      offset = to;
      const mark = document.createElement('span');
      mark.className = 'dd-term';
      mark.tabIndex = 0;
      mark.setAttribute('role', 'button');
      mark.dataset['term'] = name;
      word.replaceWith(mark);
      mark.append(word);
    }
  }
}

/** The texts in which words are looked for, collected before any is changed. */
function textNodes(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Element)
      return node.matches(ALONE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    return NodeFilter.FILTER_ACCEPT;
  });
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node as Text);
  return nodes;
}
