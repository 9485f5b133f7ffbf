import { isSpace } from '../lexer/characters';

/** Collects words while characters arrive: quoted ones never split. */
export class WordSplitter {
  readonly words: string[] = [];
  #word = '';
  #inWord = false;

  /** Adds text whose spaces separate words. */
  add(text: string): void {
    if (!/[\s\u0085]/.test(text)) {
      if (text) this.addRaw(text);
      return;
    }
    for (const char of text) {
      if (!isSpace(char.charCodeAt(0))) this.addRaw(char);
      else if (this.#inWord && this.#word) this.#flush();
    }
  }

  /** Adds text that stays in one word. */
  addRaw(text: string): void {
    this.#word += text;
    this.#inWord = true;
  }

  /** The words, the last one included. */
  finish(): string[] {
    if (this.#word) this.#flush();
    return this.words;
  }

  #flush(): void {
    this.words.push(this.#word);
    this.#word = '';
    this.#inWord = false;
  }
}
