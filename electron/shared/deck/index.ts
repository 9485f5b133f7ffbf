/** Decks of slides: Markdown in pandoc's, reveal-md's and Labspace's dialects to a slide model. */
export type * from './model';
export { beginDeck, beginDeckInSteps, parseDeck } from './parse';
export type { BegunDeck } from './parse';
export { cutExcerpt } from './excerpt';
export type { DeckExcerpt, ReadBefore, SlidePlace } from './excerpt';
export { detectDialect } from './dialect';
export { readExcerpt } from './read-excerpt';
export { imageStatus, localPath } from './images';
export { renderNotes, renderSlide } from './render';
export type { RenderOptions } from './render';
export { safeAddress } from './html';
export { printDeck } from './print';
export { deckSummary } from './summary';
export type { DeckSummary, SlideSummary } from './summary';
