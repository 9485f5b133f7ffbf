import { attributeOf } from './attributes';
import type { DeckToken } from './model';

/** A block at one level of the document: a leaf token, or all tokens from an opening to its closing one. */
export interface Block {
  /** The leaf or opening token. */
  readonly head: DeckToken;
  readonly tokens: readonly DeckToken[];
}

/** Groups tokens of one level into blocks. */
export function blocksOf(tokens: readonly DeckToken[]): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let start = 0;
  tokens.forEach((token, index) => {
    if (depth === 0 && token.nesting >= 0) start = index;
    depth += token.nesting;
    const head = tokens[start];
    if (depth === 0 && head) blocks.push({ head, tokens: tokens.slice(start, index + 1) });
  });
  return blocks;
}

/** The blocks inside a container block. */
export function innerBlocks(block: Block): Block[] {
  return blocksOf(block.tokens.slice(1, -1));
}

/** Heading level of a block, 0 for any other block. */
export function headingLevel(block: Block): number {
  return block.head.type === 'heading_open' ? Number(block.head.tag.slice(1)) : 0;
}

/** A token that the parser did not make. */
export function makeToken(
  type: string,
  tag: string,
  nesting: -1 | 0 | 1,
  part: Partial<DeckToken> = {},
): DeckToken {
  return {
    type,
    tag,
    nesting,
    attrs: null,
    map: null,
    level: 0,
    children: null,
    content: '',
    markup: '',
    info: '',
    meta: null,
    hidden: false,
    ...part,
  };
}

/** Whether a token has one of these classes. */
export function hasClass(token: DeckToken, ...names: readonly string[]): boolean {
  if (token.attrs === null) return false;
  const classes = attributeOf(token, 'class');
  return classes !== '' && classes.split(/\s+/).some((name) => names.includes(name));
}

/** Text of inline tokens as pandoc's `stringify` gives it: no markup, no footnotes, one space for a line end. */
export function inlineText(tokens: readonly DeckToken[] | null): string {
  let text = '';
  for (const token of tokens ?? []) {
    switch (token.type) {
      case 'text':
      case 'code_inline':
      case 'math_inline':
      case 'math_display':
      case 'text_special':
        text += token.content;
        break;
      case 'softbreak':
      case 'hardbreak':
        text += ' ';
        break;
      case 'image':
        text += inlineText(token.children);
        break;
      case 'html_inline':
        if (/^<br\b/i.test(token.content)) text += ' ';
        break;
      default:
        break;
    }
  }
  return text;
}
