import type { ProblemSeverity } from '../problem';

/** Which conventions a deck is written in. `pandoc` splits at headings, `reveal-md` at separators, `labspace` adds Labspace fences to `pandoc`. */
export type DeckDialect = 'pandoc' | 'reveal-md' | 'labspace';

/** Something an author should know about a deck. Reading a deck never throws: it tells. */
export interface DeckProblem {
  readonly severity: ProblemSeverity;
  /** 1-based line of the source. */
  readonly line: number;
  /** One sentence: what is there, and what was expected. */
  readonly message: string;
}

/** Where a picture's bytes are: `missing` needs a list of the lesson's files to be found out. */
export type ImageStatus = 'local' | 'remote' | 'missing' | 'data';

/** A picture on a slide. */
export interface SlideImage {
  /** As written, percent-encoding included. */
  readonly src: string;
  readonly alt: string;
  /** As written in `{width=55%}`. */
  readonly width?: string;
  readonly status: ImageStatus;
  readonly line: number;
}

/** A link on a slide, as written. */
export interface SlideLink {
  readonly href: string;
  readonly text: string;
  readonly line: number;
}

/** A block of code on a slide. */
export interface SlideCode {
  /** Lower case, `''` where none is given. */
  readonly language: string;
  readonly source: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
  /**
   * Whether "Try it" makes sense: a language Drydock can open as a scratch file, and no command for an engine or a
   * cluster, unless the author says `no-run` or `run`.
   */
  readonly runnable: boolean;
}

/** A heading on a slide, its title included. */
export interface SlideHeading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

/** A piece of parsed Markdown, as markdown-it names it, but plain data. */
export interface DeckToken {
  type: string;
  tag: string;
  attrs: [name: string, value: string | number][] | null;
  /** 0-based first line and line after the last. */
  map: [number, number] | null;
  nesting: -1 | 0 | 1;
  level: number;
  children: DeckToken[] | null;
  content: string;
  markup: string;
  info: string;
  meta: Record<string, unknown> | null;
  hidden: boolean;
}

/** What lies behind a slide. Absent fields were not asked for. */
export interface SlideBackground {
  /** A CSS colour: a name, `#hex`, `rgb()` or `hsl()`; anything else is a problem and left out. */
  readonly color?: string;
  /** Address of a picture, resolved as other pictures are. */
  readonly image?: string;
  readonly size?: string;
  readonly opacity?: number;
}

/** Identifier, classes and other `key=value` pairs an author gave to an element. */
export interface ElementAttributes {
  readonly id: string;
  readonly classes: readonly string[];
  /** Keys without the `data-` prefix. */
  readonly values: Readonly<Record<string, string>>;
}

/** One slide. Plain data: it survives a structured clone. */
export interface Slide {
  /** Identifier that pandoc gives the slide; `''` for a slide that pandoc leaves without one (after a rule). */
  readonly id: string;
  /** Never empty and unique in the deck: for deep links and for remembering what was seen. */
  readonly key: string;
  readonly kind: 'title' | 'section' | 'content';
  /** Heading level the slide belongs to; 0 for the title slide. */
  readonly level: number;
  /** Plain text, `''` where the slide has no heading. */
  readonly title: string;
  /** 1-based first and last line. */
  readonly line: number;
  readonly endLine: number;
  /** Position in the two-dimensional deck: column, and depth in it. */
  readonly h: number;
  readonly v: number;
  /** Speaker notes as plain text. */
  readonly notes: string;
  /** Number of steps after which the slide is wholly visible. */
  readonly fragments: number;
  /** Everything readable, for search and for summaries; without speaker notes. */
  readonly text: string;
  readonly images: readonly SlideImage[];
  readonly links: readonly SlideLink[];
  readonly code: readonly SlideCode[];
  readonly headings: readonly SlideHeading[];
  readonly attributes: ElementAttributes;
  readonly background: SlideBackground;
  /** Its HTML, heading included; for `renderSlide` only. */
  readonly body: PreparedHtml;
  /** Its speaker notes; for `renderNotes` only. */
  readonly noteBody: PreparedHtml;
}

/** HTML that was made before it is shown. Raw HTML of the author in it is not cleaned yet. */
export interface PreparedHtml {
  readonly html: string;
  readonly hasRawHtml: boolean;
  /** True where there was more than a slide can show, and only the beginning of it is here. */
  readonly isCut?: true;
}

/** A deck of slides. */
export interface Deck {
  readonly title: string;
  readonly subtitle: string;
  readonly authors: readonly string[];
  readonly date: string;
  readonly dialect: DeckDialect;
  /** Lowest heading level that starts a slide of content; headings above it make section slides. */
  readonly slideLevel: number;
  readonly slides: readonly Slide[];
  readonly problems: readonly DeckProblem[];
  /** The source it was read from, with plain line ends; lines of slides and problems are lines of this. */
  readonly text: string;
}

/** How to read a deck. */
export interface ParseOptions {
  /** `auto` looks for marks that only one dialect has, and takes `pandoc` where there are none. */
  readonly dialect?: DeckDialect | 'auto';
  /** The level that starts slides, where the deck itself does not say; without it the first headings with content decide. */
  readonly slideLevel?: number;
  /** Whether a picture's file exists, by its decoded path relative to the lesson. Without it every local picture counts as there. */
  readonly fileExists?: (path: string) => boolean;
}
