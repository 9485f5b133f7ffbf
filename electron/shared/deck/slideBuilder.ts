import { applyAttributes, attributeOf, listOf } from './attributes';
import { readBackground } from './background';
import { collectContents } from './collect';
import { countFragments, markIncremental } from './fragments';
import type { DeckMetadata } from './metadata';
import type { Deck, DeckToken, ElementAttributes, PreparedHtml, Slide, SlideBackground } from './model';
import { separateNotes } from './notes';
import { renderTokens } from './render';
import type { SlideDraft } from './split';
import { wrapPauses } from './split';
import { inlineText } from './tokens';

/** What slides are built from besides their own text. */
export interface SlideContext {
  /** The deck; without a title there is no title slide, as in pandoc. */
  readonly head: Pick<Deck, 'title' | 'subtitle' | 'authors' | 'date' | 'dialect'>;
  readonly metadata: DeckMetadata;
  /** Tokens of the title slide's speaker notes. */
  readonly titleNotes: readonly DeckToken[];
  /** Tokens of the deck's footnotes by index. */
  readonly footnotes: readonly (readonly DeckToken[])[];
  readonly fileExists: (path: string) => boolean;
  readonly lineCount: number;
}

/** One empty list for all slides: most have nothing of most kinds, and a long deck has many slides. */
const NONE: readonly never[] = [];
const NO_ATTRIBUTES: ElementAttributes = { id: '', classes: NONE, values: {} };
const NO_BACKGROUND: SlideBackground = {};
const NOTHING: PreparedHtml = { html: '', hasRawHtml: false };

/** Makes slides of drafts: notes apart, fragments counted, contents collected, HTML rendered. */
export class SlideBuilder {
  readonly #keys = new Set<string>();
  #count = 0;
  /** The title slide, before all others; none where the deck has no title. */
  readonly titleSlides: readonly Slide[];

  constructor(private readonly context: SlideContext) {
    this.titleSlides = context.head.title === '' ? [] : [titleSlide(context)];
    if (context.head.title !== '') this.#keys.add('title-slide');
  }

  /**
   * @param all the draft's tokens, looked into.
   * @param nextLine 0-based line where the next slide begins; undefined for the last.
   */
  build(draft: SlideDraft, all: readonly DeckToken[], nextLine: number | undefined): Slide {
    const { context } = this;
    const number = this.titleSlides.length + ++this.#count;
    const { body, notes } = separateNotes(all, context.head.dialect === 'reveal-md');
    const isCommented = all.some(isAboutSlide);
    const tokens = wrapPauses(isCommented ? body.filter((token) => !isAboutSlide(token)) : body);
    markIncremental(tokens, context.metadata.incremental);
    const contents = collectContents(tokens, context.fileExists);
    const headingId = draft.heading ? attributeOf(draft.heading, 'id') : '';
    const isPlain = !isCommented && (draft.heading?.attrs?.length ?? 0) < 2;
    const attributes: ElementAttributes = isPlain
      ? { ...NO_ATTRIBUTES, id: headingId }
      : slideAttributes(draft.heading, all);
    const id = draft.heading ? headingId : attributes.id;
    const heading = draft.heading ? contents.headings.find((candidate) => candidate.id === id) : undefined;
    return {
      id,
      key: uniqueKey(id || `slide-${number}`, this.#keys),
      kind: draft.kind,
      level: draft.level,
      title: heading?.text ?? '',
      line: draft.line + 1,
      endLine: Math.max(draft.line + 1, nextLine ?? context.lineCount),
      h: draft.h + this.titleSlides.length,
      v: draft.v,
      ...notesOf(notes, context),
      fragments: countFragments(tokens),
      text: contents.text,
      images: some(contents.images),
      links: some(contents.links),
      code: some(contents.code),
      headings: contents.headings,
      attributes,
      background: isPlain ? NO_BACKGROUND : readBackground(attributes.values),
      body: renderTokens(tokens, contents, context.footnotes),
    };
  }
}

function some<T>(list: readonly T[]): readonly T[] {
  return list.length > 0 ? list : NONE;
}

/** `<!-- .slide: … -->`, which is no part of what is shown. */
function isAboutSlide({ type }: DeckToken): boolean {
  return type === 'slide_attributes';
}

function notesOf(
  tokens: readonly DeckToken[],
  { fileExists, footnotes }: SlideContext,
): Pick<Slide, 'notes' | 'noteBody'> {
  if (tokens.length === 0) return { notes: '', noteBody: NOTHING };
  const contents = collectContents(tokens, fileExists);
  return { notes: contents.text, noteBody: renderTokens(tokens, contents, footnotes) };
}

function titleSlide(context: SlideContext): Slide {
  const { title, subtitle, authors, date } = context.head;
  return {
    id: 'title-slide',
    key: 'title-slide',
    kind: 'title',
    level: 0,
    title,
    line: 1,
    endLine: 1,
    h: 0,
    v: 0,
    ...notesOf(context.titleNotes, context),
    fragments: 0,
    text: [title, subtitle, ...authors, date].filter(Boolean).join('\n'),
    images: NONE,
    links: NONE,
    code: NONE,
    headings: NONE,
    attributes: NO_ATTRIBUTES,
    background: {},
    body: NOTHING,
  };
}

/** What the heading and `<!-- .slide: … -->` say about the whole slide. */
function slideAttributes(heading: DeckToken | undefined, tokens: readonly DeckToken[]): ElementAttributes {
  const carrier: Pick<DeckToken, 'attrs'> = { attrs: null };
  if (heading) applyAttributes(carrier, listOf(heading));
  for (const token of tokens) if (isAboutSlide(token)) applyAttributes(carrier, listOf(token));
  const list = listOf(carrier);
  return {
    id: list.id,
    classes: list.classes,
    values: Object.fromEntries(list.pairs.map(([key, value]) => [key.replace(/^data-/, ''), value])),
  };
}

function uniqueKey(wanted: string, keys: Set<string>): string {
  let key = wanted;
  for (let number = 2; keys.has(key); number++) key = `${wanted}~${number}`;
  keys.add(key);
  return key;
}

/** Plain text of a parsed inline text. */
export function plainText(tokens: readonly DeckToken[]): string {
  return inlineText(tokens.flatMap((token) => token.children ?? [])).trim();
}
