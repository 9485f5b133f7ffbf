import type { DeckToken } from './model';
import type { Block } from './tokens';

/** What markdown-it-footnote leaves in the environment: labels that are defined, and tokens of inline notes by number. */
export interface FootnoteEnv {
  readonly footnotes?: {
    readonly refs?: unknown;
    readonly list?: readonly { readonly tokens?: DeckToken[] }[];
  };
}

/** The footnotes of a deck: those defined anywhere in it, and inline notes `^[…]` as they are met. */
export class Footnotes {
  readonly #notes: (readonly DeckToken[])[] = [];
  readonly #indexes = new Map<string, number>();

  constructor(private readonly env: FootnoteEnv) {}

  /** Takes the definitions out of the text, wherever they stand. @returns the other blocks. */
  take(blocks: readonly Block[]): readonly Block[] {
    if (!this.env.footnotes?.refs) return blocks;
    return blocks.filter((block) => {
      if (block.head.type !== 'footnote_reference_open') return true;
      const label = String(block.head.meta?.['label'] ?? '');
      if (!this.#indexes.has(label))
        this.#indexes.set(label, this.#notes.push(block.tokens.slice(1, -1)) - 1);
      return false;
    });
  }

  /** All notes known so far, by index. */
  get notes(): readonly (readonly DeckToken[])[] {
    return this.#notes;
  }

  /** Gives each reference the index of its note in `meta.note`. */
  link(tokens: readonly DeckToken[]): void {
    if (!this.env.footnotes) return;
    for (const token of tokens) {
      for (const child of token.children ?? []) if (child.type === 'footnote_ref') this.#linkOne(child);
    }
  }

  #linkOne(reference: DeckToken): void {
    const label = reference.meta?.['label'];
    const known = typeof label === 'string' ? this.#indexes.get(label) : undefined;
    const inline = this.env.footnotes?.list?.[Number(reference.meta?.['id'])]?.tokens ?? [];
    reference.meta = { note: known ?? this.#notes.push(inline) - 1 };
  }
}
