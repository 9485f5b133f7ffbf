import { deckMessages } from './messages';
import { element } from './pictures';

/** Gives callouts their label, and `> [!NOTE]` quotes the look of one. */
export function showCallouts(root: HTMLElement): void {
  for (const quote of root.querySelectorAll<HTMLElement>('blockquote')) readAlert(quote);
  for (const callout of root.querySelectorAll<HTMLElement>('[data-callout]')) {
    const label = deckMessages.callouts[callout.dataset['callout'] ?? ''];
    const hasOwnTitle = /^H[1-6]$/.test(callout.firstElementChild?.tagName ?? '');
    if (label && !hasOwnTitle) callout.prepend(element('p', 'callout-label', label));
  }
}

function readAlert(quote: HTMLElement): void {
  const text = quote.querySelector('p')?.firstChild;
  const kind = /^\[!(\w+)\]\s*/.exec(text?.nodeType === Node.TEXT_NODE ? (text.textContent ?? '') : '');
  if (!text || !kind || !deckMessages.callouts[kind[1]?.toLowerCase() ?? '']) return;
  text.textContent = (text.textContent ?? '').slice(kind[0].length);
  quote.dataset['callout'] = kind[1]?.toLowerCase();
}
