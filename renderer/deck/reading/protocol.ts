import type { Deck, DeckExcerpt, Slide } from '../../../electron/shared/deck';

/** Asks the worker to read a deck; the answers carry the same number. */
export interface ReadRequest {
  readonly id: number;
  readonly source: string;
  /** Slides of it that are wanted first. */
  readonly excerpt?: DeckExcerpt;
}

/** A part of a deck that was read, in order: all about the deck, and the next of its slides. */
export interface ReadAnswer {
  readonly id: number;
  /** Without slides: those that came before and those in this answer are its slides. */
  readonly deck: Deck;
  readonly slides: readonly Slide[];
  /** How many slides there are in the end; undefined for an excerpt, which further answers take the place of. */
  readonly total: number | undefined;
}

/** Either end of the channel: a Worker, or a worker's own scope. */
export interface MessageEnd<Out, In> {
  onmessage: ((event: MessageEvent<In>) => void) | null;
  postMessage(message: Out): void;
}

/** The window's end: it hears when the worker breaks, and can end it. */
export interface WorkerEnd extends MessageEnd<ReadRequest, ReadAnswer> {
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}
