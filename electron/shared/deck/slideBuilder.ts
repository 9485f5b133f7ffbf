import { applyAttributes, attributeOf, listOf } from './attributes';
import { readBackground } from './background';
import { collectContents } from './collect';
import { countFragments, markIncremental } from './fragments';
import type { DeckMetadata } from './metadata';
import type { DeckDialect, DeckToken, ElementAttributes, Slide } from './model';
import { separateNotes } from './notes';
import type { SlideDraft } from './split';
import { wrapPauses } from './split';
import { inlineText } from './tokens';

/** What slides are built from besides their own text. */
export interface SlideContext {
  readonly dialect: DeckDialect;
  readonly metadata: DeckMetadata;
  /** The title as plain text; without one there is no title slide, as in pandoc. */
  readonly title: string;
  readonly fileExists: (path: string) => boolean;
  readonly lineCount: number;
}

const NO_ATTRIBUTES: ElementAttributes = { id: '', classes: [], values: {} };

/** Makes slides of drafts: notes apart, fragments counted, contents collected, a title slide before them. */
export function buildSlides(drafts: readonly SlideDraft[], context: SlideContext): Slide[] {
  const keys = new Set<string>();
  const hasTitle = context.title !== '';
  const slides: Slide[] = hasTitle ? [titleSlide(context)] : [];
  if (hasTitle) keys.add('title-slide');
  drafts.forEach((draft, index) => {
    const endLine = Math.max(draft.line + 1, drafts[index + 1]?.line ?? context.lineCount);
    const slide = buildSlide(draft, endLine, context);
    slides.push({
      ...slide,
      key: uniqueKey(slide.id || `slide-${slides.length + 1}`, keys),
      h: draft.h + (hasTitle ? 1 : 0),
    });
  });
  return slides;
}

function titleSlide({ title, metadata }: SlideContext): Slide {
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
    notes: '',
    fragments: 0,
    text: [title, metadata.subtitle, ...metadata.authors, metadata.date].filter(Boolean).join('\n'),
    images: [],
    links: [],
    code: [],
    headings: [],
    attributes: NO_ATTRIBUTES,
    background: {},
    tokens: [],
    noteTokens: [],
  };
}

function buildSlide(draft: SlideDraft, endLine: number, context: SlideContext): Slide {
  const { body, notes } = separateNotes(draft.tokens, context.dialect === 'reveal-md');
  const tokens = wrapPauses(body.filter((token) => token.type !== 'slide_attributes'));
  markIncremental(tokens, context.metadata.incremental);
  const contents = collectContents(tokens, context.fileExists);
  const attributes = slideAttributes(draft);
  const id = draft.heading ? attributeOf(draft.heading, 'id') : attributes.id;
  const heading = draft.heading ? contents.headings.find((candidate) => candidate.id === id) : undefined;
  return {
    id,
    key: '',
    kind: draft.kind,
    level: draft.level,
    title: heading?.text ?? '',
    line: draft.line + 1,
    endLine,
    h: draft.h,
    v: draft.v,
    notes: collectContents(notes, context.fileExists).text,
    fragments: countFragments(tokens),
    ...contents,
    attributes,
    background: readBackground(attributes.values),
    tokens,
    noteTokens: notes,
  };
}

/** What the heading and `<!-- .slide: … -->` say about the whole slide. */
function slideAttributes(draft: SlideDraft): ElementAttributes {
  const carrier: Pick<DeckToken, 'attrs'> = { attrs: null };
  if (draft.heading) applyAttributes(carrier, listOf(draft.heading));
  for (const token of draft.tokens)
    if (token.type === 'slide_attributes') applyAttributes(carrier, listOf(token));
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
