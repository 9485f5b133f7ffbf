import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { Ref, ShallowRef } from 'vue';
import type { LessonDeck, LessonSummary } from '../../../electron/shared/course/model';
import type { Deck } from '../../../electron/shared/deck';
import { sanitise } from '../sanitise';
import { BegunDeck } from './begun-deck';
import { type DeckListener, DeckReader } from './deck-reader';
import DeckWorker from './deck.worker?worker';
import type { WorkerEnd } from './protocol';

/** A deck with what most decks have. */
const SAMPLE = `---\ntitle: A\nauthor: [B]\n---\n
# One\n
## Two {.x}\n
- *a* **b** \`c\`\n- [d](https://example.org/) -- "e"\n\n1. f\n
\`\`\`sh\nls\n\`\`\`\n
:::: {.columns}\n::: {.column width="50%"}\n![g](h.svg)\n:::\n::::\n
| i | j |\n|---|--:|\n| k | l |\n
> m\n`;

const reader = new DeckReader(() => new DeckWorker() as WorkerEnd);

/** The deck that was read last: who comes back to it, from a lab or a code block that was tried, need not wait. */
let last: { readonly source: string; readonly deck: Deck } | undefined;

/** The deck of a lesson that is being opened. */
let begun: { readonly source: string; readonly deck: BegunDeck; readonly cancel: () => void } | undefined;

/** Begins to read a deck that is shown in a moment, while the view that shows it is being made. */
export function beginDeck({ source, excerpt }: Pick<LessonDeck, 'source' | 'excerpt'>): void {
  if (last?.source === source) return;
  const deck = new BegunDeck();
  begun = { source, deck, cancel: reader.read(source, deck, excerpt) };
}

/**
 * Starts what reads and cleans decks, so that the first deck does not have to wait for it.
 * @param done gets a small deck, with which drawing can be tried too.
 */
export function warmUpDecks(done: (deck: Deck) => void): void {
  reader.warmUp(SAMPLE, done);
  sanitise('<p>A</p>');
}

/** How many slides the deck of a lesson has, as the course was read: known before all of them are there. */
export function slidesOf({ items }: LessonSummary): number | undefined {
  const item = items.find(({ kind }) => kind === 'deck');
  return item?.kind === 'deck' ? item.slideCount : undefined;
}

/** A deck that is being read. */
export interface DeckInUse {
  /** Undefined until there is enough to show; then it grows until all of it is there. */
  readonly deck: Readonly<ShallowRef<Deck | undefined>>;
  /** How many slides come before those of `deck`, while all that is there is an excerpt. */
  readonly before: Readonly<Ref<number>>;
  /** How much of it is there, from 0 to 1. */
  readonly share: Readonly<Ref<number>>;
}

/**
 * Reads a deck away from the thread that draws. While a changed text is read, the deck before it stays.
 * @param isEnough whether a deck of which only some slides are there can be shown already.
 */
export function useDeck(
  source: () => string,
  isEnough: (begun: Deck) => boolean,
  failed: (reason: Error) => void,
): DeckInUse {
  const deck = shallowRef<Deck>();
  const before = ref(0);
  const share = ref(0);
  let cancel: (() => void) | undefined;
  watch(
    source,
    (text) => {
      cancel?.();
      if (last?.source === text) {
        share.value = 1;
        before.value = 0;
        deck.value = last.deck;
        return;
      }
      share.value = 0;
      const listener: DeckListener = {
        read: ({ deck: read, before: left, total }) => {
          share.value = shareOf(read.slides.length, total);
          if (share.value === 1) last = { source: text, deck: read };
          if (share.value < 1 && !isEnough(read)) return;
          before.value = left;
          deck.value = read;
        },
        failed,
      };
      const early = begun?.source === text ? begun : undefined;
      begun = undefined;
      cancel = early?.cancel ?? reader.read(text, listener);
      early?.deck.follow(listener);
    },
    { immediate: true },
  );
  onScopeDispose(() => cancel?.());
  return { deck, before, share };
}

function shareOf(read: number, total: number | undefined): number {
  if (total === undefined) return 0;
  return total === 0 ? 1 : read / total;
}
