import type { MarkdownIt } from 'markdown-it';
import type { Token } from 'markdown-it';

/**
 * Typography as pandoc's `smart` does it: curly quotes (by markdown-it), dashes and ellipses, and the quotes
 * without a partner.
 */
export function smart(md: MarkdownIt): void {
  md.core.ruler.disable('replacements');
  md.core.ruler.before('smartquotes', 'dashes', (state) => {
    eachText(state.tokens, (text) =>
      /--|\.\.\./.test(text)
        ? text
            .replace(/---/g, '—')
            .replace(/--/g, '–')
            .replace(/\.\.\./g, '…')
        : text,
    );
  });
  md.core.ruler.after('smartquotes', 'lone_quotes', (state) => {
    eachText(state.tokens, (text) =>
      /["']/.test(text)
        ? text
            .replace(/'/g, '’')
            .replace(/"(?=\s|$)/g, '”')
            .replace(/"/g, '“')
        : text,
    );
  });
}

function eachText(tokens: readonly Token[], change: (text: string) => string): void {
  for (const token of tokens) {
    if (token.type !== 'inline') continue;
    token.children?.forEach((child) => {
      if (child.type === 'text' && child.info !== 'auto') child.content = change(child.content);
    });
  }
}
