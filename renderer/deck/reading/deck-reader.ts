import type { Deck, DeckExcerpt, Slide } from '../../../electron/shared/deck';
import type { WorkerEnd } from './protocol';

/** What was read of a deck so far. */
export interface ReadDeck {
  /** The deck with the slides that are there: without gaps, and from the first unless some come before. */
  readonly deck: Deck;
  /** How many slides come before those. */
  readonly before: number;
  /** How many slides it has in the end; undefined as long as that is not known. */
  readonly total: number | undefined;
}

/** Who waits for a deck. */
export interface DeckListener {
  /** More of the deck is there; the last call has all of it. */
  read(part: ReadDeck): void;
  /** The deck could not be read, through no fault of its author: an odd deck is read with problems. */
  failed(reason: Error): void;
}

/** One deck whose slides come in parts. */
interface Reading {
  readonly id: number;
  readonly before: number;
  readonly listener: DeckListener;
  readonly slides: Slide[];
}

/** A small deck that is read for practice. */
interface Warming {
  readonly id: number;
  readonly sample: string;
  readonly roundsLeft: number;
  /** Gets the deck of the first round. */
  readonly done?: (deck: Deck) => void;
}

/** How often a small deck is read before the reader's code is compiled as well as it can be. */
const warmRounds = 150;

/** Reads decks in a worker, one after the other: who asks for another no longer wants the one before. */
export class DeckReader {
  readonly #start: () => WorkerEnd;
  #worker: WorkerEnd | undefined;
  #reading: Reading | undefined;
  #warming: Warming | undefined;
  #asked = 0;

  constructor(start: () => WorkerEnd) {
    this.#start = start;
  }

  /**
   * @param excerpt slides of it to give first.
   * @returns a function to call when the deck is no longer wanted.
   */
  read(source: string, listener: DeckListener, excerpt?: DeckExcerpt): () => void {
    this.#drop();
    const id = ++this.#asked;
    this.#reading = { id, before: excerpt?.before ?? 0, slides: [], listener };
    this.#running().postMessage({ id, source, ...(excerpt && { excerpt }) });
    return () => {
      if (this.#reading?.id === id) this.#drop();
    };
  }

  /**
   * Starts the worker and lets it read a small deck, so that the first one that is wanted finds it ready. Then it reads
   * that deck again, until it does so as fast as it ever will or something is wanted.
   * @param done gets the small deck.
   */
  warmUp(sample: string, done: (deck: Deck) => void): void {
    if (!this.#worker) this.#warm({ sample, roundsLeft: warmRounds, done });
  }

  #warm(round: Omit<Warming, 'id'>): void {
    const id = ++this.#asked;
    this.#warming = { id, ...round };
    this.#running().postMessage({ id, source: round.sample });
  }

  #warmed({ id, sample, roundsLeft, done }: Warming, deck: Deck): void {
    done?.(deck);
    const isIdle = this.#asked === id;
    if (isIdle && roundsLeft > 1) this.#warm({ sample, roundsLeft: roundsLeft - 1 });
  }

  /** A worker that is busy with what nobody wants is ended: a hostile deck may keep it busy for long. */
  #drop(): void {
    if (this.#reading) this.#end();
    this.#reading = undefined;
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #running(): WorkerEnd {
    if (this.#worker) return this.#worker;
    const worker = (this.#worker = this.#start());
    worker.onmessage = ({ data: { id, deck, slides, total } }) => {
      if (id === this.#warming?.id) {
        this.#warmed(this.#warming, { ...deck, slides });
        return;
      }
      const reading = this.#reading;
      if (reading?.id !== id) return;
      if (total === undefined) {
        reading.listener.read({ deck: { ...deck, slides }, before: reading.before, total });
        return;
      }
      reading.slides.push(...slides);
      if (reading.slides.length >= total) this.#reading = undefined;
      reading.listener.read({ deck: { ...deck, slides: [...reading.slides] }, before: 0, total });
    };
    worker.onerror = (event) => {
      const reading = this.#reading;
      this.#reading = undefined;
      this.#end();
      reading?.listener.failed(
        new Error(`The deck could not be read: ${event.message || 'its worker stopped'}.`),
      );
    };
    return worker;
  }
}
