import type { MarkdownIt, Token } from 'markdown-it';

/**
 * Addresses that come out of markdown-it's normalisation as they went in: an `http(s)` address with a plain ASCII
 * host, a path below the lesson, an anchor. Every character is one that needs no escape, every `%` begins one.
 */
const NORMAL =
  /^(?:https?:\/\/[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}(?=[/?#]|$))?(?![^/?#]*[:@])(?!\/\/)(?:[\w/:@&=+$,.!~*()?#-]|%[\da-f]{2})*$/i;

/** Whether normalising an address changes nothing. */
export function isNormalAddress(address: string): boolean {
  return address.length < 2000 && NORMAL.test(address);
}

/** Leaves addresses alone that are normal already: taking every one apart was a tenth of the time a deck takes. */
export function keepNormalAddresses(md: MarkdownIt): void {
  const normalise = md.normalizeLink.bind(md);
  md.normalizeLink = (address) => (isNormalAddress(address) ? address : normalise(address));
}

/**
 * Looks for bare addresses only where one can be: in text outside links, and every scheme we know of has two slashes,
 * or is that of mail.
 */
export function findAddressesFaster(md: MarkdownIt): void {
  const find = md.core.ruler.__rules__.find(({ name }) => name === 'linkify')?.fn;
  if (!find) throw new Error('markdown-it has no core rule "linkify"');
  md.core.ruler.at('linkify', (state) => {
    if (state.tokens.some(({ children }) => children?.some(mayHoldAddress))) find(state);
  });
}

function mayHoldAddress({ type, content }: Token): boolean {
  return type === 'text' && (content.includes('//') || /mailto:/i.test(content));
}
