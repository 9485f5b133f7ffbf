import type { MarkdownIt } from 'markdown-it';
import type { StateBlock } from 'markdown-it';
import { applyAttributes, readAttributes } from '../attributes';
import type { AttributeList } from '../attributes';
import type { BlockRule } from './lines';
import { indentOf, lineText } from './lines';

/** Headings as pandoc reads them: not indented, own line, underlined titles of one line only, attributes at the end. */
export function pandocHeadings(md: MarkdownIt): void {
  md.block.ruler.disable('lheading');
  md.block.ruler.at('heading', atxHeading);
  md.block.ruler.before('blockquote', 'setext', setextHeading);
}

/** Only attributes at the end of CommonMark's headings. */
export function headingAttributes(md: MarkdownIt): void {
  md.core.ruler.after('block', 'heading_attributes', (state) => {
    state.tokens.forEach((token, index) => {
      const inline = state.tokens[index + 1];
      if (token.type !== 'heading_open' || !inline) return;
      const { text, list } = splitAttributes(inline.content);
      inline.content = text;
      if (list) applyAttributes(token, list);
    });
  });
}

const atxHeading: BlockRule = (state, startLine, _endLine, silent) => {
  if (indentOf(state, startLine) !== 0) return false;
  const match = /^(#{1,6})(?:[ \t]+(.*))?$/s.exec(lineText(state, startLine));
  if (!match) return false;
  if (silent) return true;
  const [, marks = '', rest = ''] = match;
  const { text, list } = splitAttributes(rest.trimEnd());
  pushHeading(state, {
    level: marks.length,
    markup: marks,
    text: withoutClosingMarks(text),
    list,
    from: startLine,
    to: startLine + 1,
  });
  return true;
};

const setextHeading: BlockRule = (state, startLine, endLine, silent) => {
  if (startLine + 1 >= endLine || indentOf(state, startLine) >= 4 || indentOf(state, startLine) < 0)
    return false;
  if ((state.sCount[startLine + 1] ?? 0) !== state.blkIndent) return false;
  const underline = /^(=+|-+)[ \t]*$/.exec(lineText(state, startLine + 1))?.[1];
  if (!underline || state.isEmpty(startLine) || isMarkup(lineText(state, startLine))) return false;
  if (silent) return true;
  const { text, list } = splitAttributes(lineText(state, startLine).trim());
  pushHeading(state, {
    level: underline[0] === '=' ? 1 : 2,
    markup: underline.slice(0, 1),
    text,
    list,
    from: startLine,
    to: startLine + 2,
  });
  return true;
};

/** Lines that pandoc gives to another block before it looks for an underline. */
function isMarkup(line: string): boolean {
  return (
    /^(?:[-*_=][ \t]*)+$/.test(line) ||
    /^(?:[-+*]|\d+[.)])[ \t]/.test(line) ||
    /^(?:```|~~~|:{3,}|\|)/.test(line) ||
    line.startsWith('<div')
  );
}

interface Heading {
  readonly level: number;
  readonly markup: string;
  readonly text: string;
  readonly list: AttributeList | undefined;
  readonly from: number;
  readonly to: number;
}

function pushHeading(state: StateBlock, heading: Heading): void {
  const tag = `h${heading.level}`;
  state.line = heading.to;
  const open = state.push('heading_open', tag, 1);
  open.markup = heading.markup;
  open.map = [heading.from, heading.to];
  if (heading.list) applyAttributes(open, heading.list);
  const inline = state.push('inline', '', 0);
  inline.content = heading.text;
  inline.map = [heading.from, heading.from + 1];
  inline.children = [];
  state.push('heading_close', tag, -1).markup = heading.markup;
}

function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '#') end--;
  return end === text.length || text[end - 1] === '\\' ? text : text.slice(0, end).trimEnd();
}

function splitAttributes(text: string): { text: string; list: AttributeList | undefined } {
  const trimmed = text.trimEnd();
  const start = trimmed.endsWith('}') ? trimmed.lastIndexOf('{') : -1;
  const read = start >= 0 && trimmed[start - 1] !== '\\' ? readAttributes(trimmed, start) : undefined;
  const isWhole = read?.end === trimmed.length;
  return isWhole && (start === 0 || /[\s#]/.test(trimmed[start - 1] ?? ''))
    ? { text: trimmed.slice(0, start).trimEnd(), list: read.list }
    : { text: trimmed, list: undefined };
}
