import { attributeOf } from './attributes';
import { codeSteps } from './fragments';
import { attributesHtml, escapeHtml } from './html';
import type { DeckToken, SlideCode } from './model';

/** A code block as HTML. Highlighting happens where it is shown. */
export function renderCode(token: DeckToken, codes: readonly SlideCode[]): string {
  const code = codes.find((candidate) => candidate.line === (token.map?.[0] ?? -1) + 1);
  const steps = codeSteps(token);
  const title =
    attributeOf(token, 'save-as') || attributeOf(token, 'title') || attributeOf(token, 'filename');
  const data = [
    ['class', 'code'],
    ['data-language', token.info],
    ...(steps.length > 1 || steps[0] ? [['data-lines', steps.join('|')]] : []),
    ...(code?.runnable ? [['data-runnable', 'true']] : []),
    ...(title ? [['data-title', title]] : []),
  ] as [string, string][];
  return `<div${attributesHtml(data)}><pre><code>${escapeHtml(token.content)}</code></pre></div>\n`;
}
