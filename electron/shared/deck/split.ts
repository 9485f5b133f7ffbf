import { applyAttributes, listOf } from './attributes';
import { isSlideComment } from './markdown/reveal';
import type { DeckToken } from './model';
import type { Block } from './tokens';
import { blocksOf, hasClass, headingLevel, innerBlocks, makeToken } from './tokens';

/** A slide before its contents are collected. */
export interface SlideDraft {
  readonly level: number;
  readonly kind: 'section' | 'content';
  /** Opening token of the heading that begins the slide. */
  readonly heading: DeckToken | undefined;
  readonly tokens: DeckToken[];
  /** 0-based line where the slide begins. */
  readonly line: number;
  h: number;
  v: number;
}

/**
 * The heading level that starts slides: the highest one that is directly followed by something else than a heading
 * or a rule. Headings inside divs count too.
 * @see pandoc `Text.Pandoc.Slides.getSlideLevel`
 */
export function inferSlideLevel(blocks: readonly Block[], least = 6): number {
  let found = least;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]!;
    const next = blocks[index + 1];
    const level = headingLevel(block);
    if (level > 0 && level < found && next && headingLevel(next) === 0 && next.head.type !== 'hr') {
      found = level;
      index++;
    } else if (isPlainDiv(block)) {
      found = inferSlideLevel(innerBlocks(block), found);
    }
  }
  return found;
}

/** A div whose headings may be slides. Those in columns, fragments and notes are content: reveal.js could not show them. */
function isPlainDiv(block: Block): boolean {
  return block.head.type === 'div_open' && !hasClass(block.head, 'columns', 'column', 'fragment', 'notes');
}

/** Splits at headings and rules as pandoc's slide writers do; headings inside columns and other content stay content. */
export function splitAtHeadings(blocks: readonly Block[], slideLevel: number): SlideDraft[] {
  const drafts: SlideDraft[] = [];
  const begin = (level: number, heading: DeckToken | undefined, line: number): SlideDraft => {
    const draft: SlideDraft = {
      level,
      kind: level < slideLevel ? 'section' : 'content',
      heading,
      tokens: [],
      line,
      h: 0,
      v: 0,
    };
    drafts.push(draft);
    return draft;
  };
  const topLevel = new Set(blocks);
  const flat = blocks.flatMap((block) => openDiv(block, slideLevel));
  const [first] = flat;
  const beginsSlide = first !== undefined && (first.head.type === 'hr' || isSlideHeading(first, slideLevel));
  let current = beginsSlide ? undefined : begin(slideLevel, undefined, first?.head.map?.[0] ?? 0);
  flat.forEach((block, index) => {
    const next = flat[index + 1];
    if (block.head.type === 'hr') {
      if (next && headingLevel(next) === slideLevel && topLevel.has(next)) return;
      current = begin(slideLevel, undefined, block.head.map?.[0] ?? 0);
    } else if (isSlideHeading(block, slideLevel)) {
      current = begin(headingLevel(block), block.head, block.head.map?.[0] ?? 0);
      current.tokens.push(...block.tokens);
    } else {
      current?.tokens.push(...block.tokens);
    }
  });
  return placeStacked(drafts, slideLevel);
}

function isSlideHeading(block: Block, slideLevel: number): boolean {
  const level = headingLevel(block);
  return level > 0 && level <= slideLevel;
}

/** A div that begins with a slide's heading is a slide, as in pandoc; its classes go to the heading. */
function openDiv(block: Block, slideLevel: number): Block[] {
  if (block.head.type !== 'div_open' || hasClass(block.head, 'columns', 'column', 'fragment', 'notes'))
    return [block];
  const inner = innerBlocks(block).flatMap((part) => openDiv(part, slideLevel));
  const [first] = inner;
  if (!first || !isSlideHeading(first, slideLevel)) return [block];
  applyAttributes(first.head, { ...listOf(block.head), id: '' });
  return inner;
}

/** Section slides begin a column; what is nested in them is stacked below. */
function placeStacked(drafts: SlideDraft[], slideLevel: number): SlideDraft[] {
  let h = -1;
  let v = 0;
  let columnLevel = slideLevel;
  for (const draft of drafts) {
    if (draft.level > columnLevel && h >= 0) v++;
    else {
      h++;
      v = 0;
      columnLevel = draft.level;
    }
    draft.h = h;
    draft.v = v;
  }
  return drafts;
}

/** Splits at reveal-md's separators; a slide's title is its first heading. */
export function splitAtSeparators(blocks: readonly Block[]): SlideDraft[] {
  const drafts: SlideDraft[] = [];
  let h = 0;
  let v = 0;
  let tokensOfSlide: DeckToken[] = [];
  let line = 0;
  const finish = (): void => {
    const heading = tokensOfSlide.find((token) => token.type === 'heading_open');
    const level = heading ? Number(heading.tag.slice(1)) : 2;
    const isSection =
      level === 1 &&
      tokensOfSlide.every(
        (token) =>
          token === heading ||
          token.type === 'inline' ||
          token.type === 'heading_close' ||
          (token.type === 'html_block' && isSlideComment(token.content)),
      );
    drafts.push({
      level,
      kind: isSection ? 'section' : 'content',
      heading,
      tokens: tokensOfSlide,
      line,
      h,
      v,
    });
  };
  for (const block of blocks) {
    if (block.head.type !== 'separator') {
      tokensOfSlide.push(...block.tokens);
      continue;
    }
    finish();
    tokensOfSlide = [];
    line = (block.head.map?.[0] ?? 0) + 1;
    if (block.head.markup === '--') v++;
    else {
      h++;
      v = 0;
    }
  }
  finish();
  return drafts;
}

const PAUSE = '. . .';

/** Wraps what follows each pause `. . .` into a fragment. */
export function wrapPauses(tokens: readonly DeckToken[]): readonly DeckToken[] {
  if (!tokens.some((token) => token.type === 'inline' && token.content === PAUSE)) return tokens;
  const result: DeckToken[] = [];
  let isOpen = false;
  for (const block of blocksOf(tokens)) {
    if (isPause(block)) {
      if (isOpen) result.push(makeToken('div_close', 'div', -1));
      result.push(makeToken('div_open', 'div', 1, { attrs: [['class', 'fragment']], map: block.head.map }));
      isOpen = true;
    } else {
      result.push(...block.tokens);
    }
  }
  if (isOpen) result.push(makeToken('div_close', 'div', -1));
  return result;
}

function isPause(block: Block): boolean {
  return block.head.type === 'paragraph_open' && block.tokens[1]?.content === PAUSE;
}
