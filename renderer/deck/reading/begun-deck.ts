import type { DeckListener, ReadDeck } from './deck-reader';

/** A deck whose reading began before there was a view to show it: keeps what comes until somebody listens. */
export class BegunDeck implements DeckListener {
  #listener: DeckListener | undefined;
  #part: ReadDeck | undefined;
  #reason: Error | undefined;

  read(part: ReadDeck): void {
    this.#part = part;
    this.#listener?.read(part);
  }

  failed(reason: Error): void {
    this.#reason = reason;
    this.#listener?.failed(reason);
  }

  /** Tells the listener what is there already, and then what comes. */
  follow(listener: DeckListener): void {
    this.#listener = listener;
    if (this.#reason) listener.failed(this.#reason);
    else if (this.#part) listener.read(this.#part);
  }
}
