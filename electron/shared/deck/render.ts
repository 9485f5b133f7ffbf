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
  return slide.kind === 'title'
    ? renderTitle(deck)
    : finished(slide.prepared?.body, deck, slide, slide.tokens, options);
}

/** The speaker notes of one slide as HTML, `''` without any. */
export function renderNotes(deck: Deck, index: number, options: RenderOptions = {}): string {
  const slide = slideAt(deck, index);
  return finished(slide.prepared?.notes, deck, slide, slide.noteTokens, options);
}

/**
 * One slide with its HTML instead of its tokens: a tenth of the data, for another thread or window.
 * @throws RangeError where the deck has no such slide.
 */
export function prepareSlide(deck: Deck, index: number): Slide {
  const slide = slideAt(deck, index);
  const prepared = {
    body: renderTokens(deck, slide.tokens, slide, true),
    notes: renderTokens(deck, slide.noteTokens, slide, true),
  };
  return { ...slide, tokens: [], noteTokens: [], prepared };
}

function finished(
  prepared: PreparedHtml | undefined,
  deck: Deck,
  slide: Slide,
  tokens: readonly DeckToken[],
  { sanitise }: RenderOptions,
): string {
  const { html, hasRawHtml } = prepared ?? renderTokens(deck, tokens, slide, sanitise !== undefined);
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

function renderTokens(
  deck: Deck,
  tokens: readonly DeckToken[],
  slide: Slide,
  keepRawHtml: boolean,
): PreparedHtml {
  const state: RenderState = { slide, footnotes: [], hasRawHtml: false, keepRawHtml };
  const html =
    tokens.map((_token, index) => renderBlock(tokens, index, state)).join('') + renderFootnotes(deck, state);
  return { html, hasRawHtml: state.hasRawHtml };
}

function renderFootnotes(deck: Deck, state: RenderState): string {
  let items = '';
  // A note may refer to further notes: the list grows while it is walked.
  for (let index = 0; index < state.footnotes.length && index < 100; index++) {
    const note = deck.footnotes[state.footnotes[index] ?? -1];
    const tokens = note?.tokens ?? [];
    const isInline = tokens[0]?.type !== 'paragraph_open';
    const body = isInline
      ? renderBlock([makeToken('inline', '', 0, { children: [...tokens] })], 0, state)
      : tokens.map((_token, at) => renderBlock(tokens, at, state)).join('');
    items += `<li>${body}</li>\n`;
  }
  return items && `<ol class="footnotes">\n${items}</ol>\n`;
}
