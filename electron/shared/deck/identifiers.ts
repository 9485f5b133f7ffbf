/** Unicode classes cost ten times what ASCII ones do, and most headings need none. */
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * The identifiers pandoc gives to headings: the text without punctuation other than `_ - .`, in lower case,
 * words joined by hyphens, beginning with a letter; `-1`, `-2` … after the first of a kind.
 * @see pandoc manual, "Extension: auto_identifiers"
 */
export class Identifiers {
  readonly #used = new Set<string>();
  /** Where to go on counting for a base, so that 50,000 equal headings stay linear. */
  readonly #next = new Map<string, number>();

  /** Takes an identifier the author wrote. @returns whether it was free. */
  take(id: string): boolean {
    if (this.#used.has(id)) return false;
    this.#used.add(id);
    return true;
  }

  /** Makes one from a heading's text. */
  make(text: string): string {
    const base = identifierBase(text);
    if (this.take(base)) return base;
    let number = this.#next.get(base) ?? 1;
    while (!this.take(`${base}-${number}`)) number++;
    this.#next.set(base, number + 1);
    return `${base}-${number}`;
  }
}

function identifierBase(text: string): string {
  const lower = text.toLowerCase();
  const isAscii = !BEYOND_ASCII.test(lower);
  const kept = lower.replace(isAscii ? /[^\s\w.-]/g : /[^\s\p{L}\p{M}\p{N}_.-]/gu, '');
  const joined = kept.trim().replace(/\s+/g, '-');
  return joined.replace(isAscii ? /^[^a-z]+/ : /^[^\p{L}]+/u, '') || 'section';
}
