import type { MarkdownIt } from 'markdown-it';
import { applyAttributes, readAttributes } from '../attributes';

/**
 * What stands after a code fence: `python`, `{.python .class key=value}`, `js {1|3-4}` (lines to highlight in steps),
 * `js [1|3-4]` (reveal.js), `bash no-run-button save-as=file` (Labspace).
 * The token gets `data-lines` for the steps, classes and values; its `info` becomes the language alone, in lower case.
 */
export function codeFences(md: MarkdownIt): void {
  md.core.ruler.after('block', 'code_info', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'fence') continue;
      token.meta = { info: token.info };
      token.info = readInfo(token.info.trim(), token);
    }
  });
}

function readInfo(info: string, token: Parameters<typeof applyAttributes>[0]): string {
  const [, word = '', rest = ''] = /^([^\s{[]*)\s*(.*)$/s.exec(info) ?? [];
  const steps = /[{[]([\d\s,|-]+)[\]}]/.exec(rest)?.[1];
  if (steps)
    applyAttributes(token, { id: '', classes: [], pairs: [['data-lines', steps.replace(/\s/g, '')]] });
  const list = readAttributes(rest, rest.indexOf('{'))?.list;
  const language = word || (list?.classes.shift() ?? '');
  if (list) applyAttributes(token, list);
  for (const option of steps || list ? [] : rest.split(/\s+/).filter(Boolean)) {
    const [key = '', value = ''] = option.split('=', 2);
    const pair: [string, string] = /^[a-z][\w-]*$/i.test(key) ? [key, value] : ['title', option];
    applyAttributes(token, { id: '', classes: [], pairs: [pair] });
  }
  return language.toLowerCase();
}
