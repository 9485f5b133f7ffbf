import type { DeckDialect, Slide } from './model';

/** Where a slide is in its deck, and what an earlier reading made of the deck around it. */
export interface SlidePlace extends Pick<Slide, 'key' | 'kind' | 'h' | 'v'> {
  /** 1-based first line. */
  readonly line: number;
}

/** A deck that was read before: its text, and where its slides are. */
export interface ReadBefore {
  readonly source: string;
  readonly dialect: DeckDialect;
  readonly slideLevel: number;
  readonly slides: readonly SlidePlace[];
}

/** A slide of a long deck with its neighbours, and all that is needed to read them without the rest. */
export interface DeckExcerpt {
  /** What stands before all slides, and the text of these. */
  readonly text: string;
  readonly dialect: DeckDialect;
  readonly slideLevel: number;
  /** How many slides of the deck come before these. */
  readonly before: number;
  readonly places: readonly SlidePlace[];
}

/** A deck of fewer characters is there as quickly when all of it is read. */
const LONG = 20_000;
/** Characters beyond which slides take too long for an excerpt. */
const MOST = 30_000;

/**
 * Cuts a slide and its neighbours out of a long deck.
 * @param wanted the slide's key; the first slide where there is no such.
 * @returns undefined for a deck that is not long, or whose slides there are.
 */
export function cutExcerpt(deck: ReadBefore, wanted: string): DeckExcerpt | undefined {
  const { source, dialect, slideLevel, slides } = deck;
  if (source.length < LONG) return undefined;
  const at = Math.max(
    0,
    slides.findIndex(({ key }) => key === wanted),
  );
  const from = Math.max(0, at - 1);
  const places = slides.slice(from, at + 2).map(placeOf);
  const first = slides.find(({ kind }) => kind !== 'title');
  const own = places.find(({ kind }) => kind !== 'title');
  if (!first || !own) return undefined;
  const next = slides[from + places.length];
  const [head, start, end] = offsetsOf(source, [first.line, own.line, next?.line ?? Infinity]);
  if (head + end - start > MOST) return undefined;
  return {
    text: source.slice(0, head) + source.slice(start, end),
    dialect,
    slideLevel,
    before: from,
    places,
  };
}

function placeOf({ key, kind, h, v, line }: SlidePlace): SlidePlace {
  return { key, kind, h, v, line };
}

/** Where 1-based lines begin, which are in their order; the end of the text for one that it does not have. */
function offsetsOf(source: string, lines: readonly [number, number, number]): [number, number, number] {
  const ends = /\r\n?|\n/g;
  let number = 1;
  let offset = 0;
  const [one, two, three] = lines.map((line) => {
    for (; number < line && offset < source.length; number++)
      offset = ends.exec(source) ? ends.lastIndex : source.length;
    return offset;
  });
  return [one!, two!, three!];
}
