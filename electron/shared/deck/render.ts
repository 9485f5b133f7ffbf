import type { Deck, DeckToken, PreparedHtml, Slide } from './model';
import { renderBlock } from './renderBlocks';
import type { RenderState } from './renderBlocks';
import { escapeHtml } from './html';
import { makeToken } from './tokens';

/** How slides become HTML. */
export interface RenderOptions {
  /**
   * Cleans the whole slide where it holds raw HTML of its author. Without it raw HTML is shown as text.
   * Everything else in the result is escaped here.
   */
  readonly sanitise?: (html: string) => string;
}

/**
 * The body of one slide as HTML, its heading included, speaker notes left out.
 * Pictures carry `data-src` and `data-status` instead of `src`, so that nothing is requested by parsing the result.
 * @throws RangeError where the deck has no such slide.
 */
export function renderSlide(deck: Deck, index: number, options: RenderOptions = {}): string {
  const slide = slideAt(deck, index);
  return slide.kind === 'title' ? renderTitle(deck) : finished(slide.body, options);
}

/** The speaker notes of one slide as HTML, `''` without any. */
export function renderNotes(deck: Deck, index: number, options: RenderOptions = {}): string {
  return finished(slideAt(deck, index).noteBody, options);
}

function finished({ html, hasRawHtml }: PreparedHtml, { sanitise }: RenderOptions): string {
  if (!hasRawHtml) return html;
  return sanitise ? sanitise(html) : `<pre>${escapeHtml(html)}</pre>\n`;
}

function slideAt(deck: Deck, index: number): Slide {
  const slide = deck.slides[index];
  if (!slide)
    throw new RangeError(`The deck has ${deck.slides.length} slides; there is no slide ${index + 1}.`);
  return slide;
}

function renderTitle(deck: Deck): string {
  const line = (className: string, text: string): string =>
    text ? `<p class="${className}">${escapeHtml(text)}</p>\n` : '';
  return (
    `<h1>${escapeHtml(deck.title)}</h1>\n` +
    line('subtitle', deck.subtitle) +
    deck.authors.map((author) => line('author', author)).join('') +
    line('date', deck.date)
  );
}

/**
 * Tokens as HTML; everything in it is escaped but raw HTML of the author.
 * @param footnotes tokens of the deck's footnotes by index; those that are referred to are rendered below.
 */
export function renderTokens(
  tokens: readonly DeckToken[],
  contents: RenderState['contents'],
  footnotes: readonly (readonly DeckToken[])[],
): PreparedHtml {
  const state: RenderState = { contents, footnotes: [], hasRawHtml: false };
  const html = renderAll(tokens, state);
  if (isTooLong(html)) return { html: cutShort(tokens), hasRawHtml: false, isCut: true };
  return { html: html + renderFootnotes(footnotes, state), hasRawHtml: state.hasRawHtml };
}

/**
 * Characters of HTML, and tags in it, beyond which a slide is not laid out: no audience could read it, and making its
 * elements would stop the window for longer than is bearable.
 */
const LONGEST_SLIDE = 60_000;
const MOST_TAGS = 6000;
const SHOWN_OF_LONGEST = 5000;

/** A picture within the text is as quickly shown as one beside it. */
function isTooLong(html: string): boolean {
  if (html.length > LONGEST_SLIDE && html.replace(/"data:image\/[^"]*"/g, '').length > LONGEST_SLIDE)
    return true;
  return tagsIn(html) > MOST_TAGS;
}

function tagsIn(html: string): number {
  if (html.length < MOST_TAGS * 3) return 0; // no tag is shorter
  let count = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) count++;
  return count;
}

/** The beginning of a slide that holds too much, as plain text. */
function cutShort(tokens: readonly DeckToken[]): string {
  let text = '';
  for (const token of tokens) {
    if (text.length > SHOWN_OF_LONGEST) break;
    if (token.content) text += `${token.content.slice(0, SHOWN_OF_LONGEST)}\n`;
  }
  return `<pre>${escapeHtml(text.slice(0, SHOWN_OF_LONGEST))} …</pre>\n`;
}

function renderAll(tokens: readonly DeckToken[], state: RenderState): string {
  // Joined, not added up: engines keep a sum as the tree of its parts until it is read, several times its size.
  return tokens.map((_token, index) => renderBlock(tokens, index, state)).join('');
}

function renderFootnotes(notes: readonly (readonly DeckToken[])[], state: RenderState): string {
  let items = '';
  // A note may refer to further notes: the list grows while it is walked.
  for (let index = 0; index < state.footnotes.length && index < 100; index++) {
    const tokens = notes[state.footnotes[index] ?? -1] ?? [];
    const isInline = tokens[0]?.type !== 'paragraph_open';
    const body = renderAll(
      isInline ? [makeToken('inline', '', 0, { children: [...tokens] })] : tokens,
      state,
    );
    items += `<li>${body}</li>\n`;
  }
  return items && `<ol class="footnotes">\n${items}</ol>\n`;
}
