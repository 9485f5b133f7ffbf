/** What can be open beside or over a slide; one at a time. */
export type DeckPanel = 'contents' | 'overview' | 'notes' | 'my-note';
