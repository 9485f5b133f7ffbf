/** A small seeded generator (mulberry32), for fuzzing that is fast and can be repeated. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  /** Up to `most` items joined. */
  text(items: readonly string[], most: number): string {
    return Array.from({ length: this.below(most + 1) }, () => this.pick(items)).join('');
  }

  /** `text` with one to six cuts and insertions. */
  mutate(text: string, insertions: readonly string[]): string {
    for (let cuts = 1 + this.below(6); cuts > 0; cuts--) {
      const at = this.below(text.length + 1);
      text = text.slice(0, at) + this.text(insertions, 2) + text.slice(at + this.below(20));
    }
    return text;
  }
}
