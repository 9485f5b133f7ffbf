import type { Token } from 'markdown-it';
import { attributeOf } from './attributes';
import { detectDialect } from './dialect';
import type { FootnoteEnv } from './footnotes';
import { Footnotes } from './footnotes';
import { takeFrontMatter } from './frontMatter';
import { Identifiers } from './identifiers';
import { imageStatus } from './images';
import { reportFigures } from './interactive';
import { pairDivFences } from './markdown/divs';
import type { DeckEnv } from './markdown/env';
import { markdownEnv } from './markdown/env';
import { markdownParser } from './markdown/parser';
import { parseBlocks } from './markdown/phases';
import { emptyMetadata } from './metadata';
import type { Deck, DeckProblem, DeckToken, ParseOptions, Slide } from './model';
import { ProblemList } from './problems';
import { SlideBuilder, plainText } from './slideBuilder';
import { prepareSource } from './source';
import type { SlideDraft } from './split';
import { inferSlideLevel, splitAtHeadings, splitAtSeparators } from './split';
import type { Block } from './tokens';
import { blocksOf, hasClass, headingLevel, inlineText } from './tokens';

/** A deck whose slides are made one after the other. */
export interface BegunDeck {
  /** All about the deck but its slides and problems. */
  readonly head: Omit<Deck, 'slides' | 'problems'>;
  /** How many slides it has in the end. */
  readonly total: number;
  /** Makes the slides in order. Can be walked once. */
  slides(): Iterable<Slide>;
  /** What was found so far, by line. */
  problems(): readonly DeckProblem[];
}

/**
 * Reads a deck of slides. Never throws: whatever is odd becomes a problem with a line.
 * Slides, their identifiers, titles and order are those of `pandoc -t revealjs`, but headings inside columns are content.
 * @param source the Markdown text.
 */
export function parseDeck(source: string, options: ParseOptions = {}): Deck {
  const begun = beginDeck(source, options);
  const slides = [...begun.slides()];
  return { ...begun.head, slides, problems: begun.problems() };
}

/**
 * Begins to read a deck: where its slides are is known then, what is on them is found out as they are asked for.
 * So the first slides of a long deck are there in a fraction of the time that all of it takes.
 */
export function beginDeck(source: string, options: ParseOptions = {}): BegunDeck {
  return finish(beginDeckInSteps(source, options));
}

/** The same with pauses, for a thread that has to answer meanwhile. */
export function* beginDeckInSteps(source: string, options: ParseOptions = {}): Generator<void, BegunDeck> {
  const problems = new ProblemList();
  const text = prepareSource(source, problems);
  yield;
  const dialect = !options.dialect || options.dialect === 'auto' ? detectDialect(text) : options.dialect;
  yield;
  const metadata = emptyMetadata();
  const body = takeFrontMatter(text, dialect, metadata, problems);
  const env: DeckEnv = { metadata, problems, divs: pairDivFences(body, problems), tooDeepLine: undefined };
  yield;
  const markdown = markdownEnv(env);
  const md = markdownParser(dialect);
  const footnotes = new Footnotes(markdown as FootnoteEnv);
  const pass = yield* parseBlocks(md, body, markdown, dialect !== 'reveal-md');
  const blocks = footnotes.take(blocksOf(pass.tokens));
  yield;
  if (env.tooDeepLine !== undefined) {
    problems.add(
      'warning',
      env.tooDeepLine + 1,
      'Blocks are nested too deeply here; the innermost are shown as plain text.',
    );
  }
  const expand = (tokens: readonly DeckToken[]): readonly DeckToken[] => {
    const expanded = pass.expand(tokens as readonly Token[]); // markdown-it's own, all of them
    footnotes.link(expanded);
    return expanded;
  };
  for (const note of footnotes.notes) expand(note);
  const titleNotes = metadata.notes === '' ? [] : md.parse(metadata.notes, markdownEnv(env));

  const slideLevel = metadata.slideLevel ?? options.slideLevel ?? inferSlideLevel(blocks);
  if (metadata.slideLevel === undefined && dialect !== 'reveal-md')
    reportNotesAfterSection(blocks, slideLevel, problems);
  yield;
  const drafts = dialect === 'reveal-md' ? splitAtSeparators(blocks) : splitAtHeadings(blocks, slideLevel);
  const plain = (value: string): string =>
    value === '' ? '' : plainText(md.parseInline(value, markdownEnv(env)));
  const head = {
    title: plain(metadata.title),
    subtitle: plain(metadata.subtitle),
    authors: metadata.authors.map(plain),
    date: plain(metadata.date),
    dialect,
    slideLevel,
    text,
  };
  const builder = new SlideBuilder({
    head,
    metadata,
    titleNotes,
    footnotes: footnotes.notes,
    fileExists: options.fileExists ?? (() => true),
    lineCount: countLines(body),
  });
  yield;
  return {
    head,
    total: drafts.length + builder.titleSlides.length,
    *slides() {
      yield* builder.titleSlides;
      const identifiers = new Identifiers();
      for (const { draft, nextLine } of consumed(drafts)) {
        const tokens = expand(draft.tokens);
        nameHeadings(tokens, identifiers, problems);
        reportFigures(tokens, problems);
        const slide = builder.build(draft, tokens, nextLine);
        reportAddresses(slide, problems);
        if (slide.body.isCut) {
          problems.add(
            'warning',
            slide.line,
            'This slide holds more than can be shown; only its beginning is. Divide it into several slides.',
          );
        }
        yield slide;
      }
    },
    problems: () => problems.sorted(),
  };
}

/** What a generator gives in the end, without its pauses. */
function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Each draft with the line where the next begins; what was used is let go. */
function* consumed(
  drafts: SlideDraft[],
): Generator<{ readonly draft: SlideDraft; readonly nextLine: number | undefined }> {
  for (let index = 0; index < drafts.length; index++) {
    const draft = drafts[index]!;
    yield { draft, nextLine: drafts[index + 1]?.line };
    draft.tokens.length = 0;
  }
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Gives every heading the identifier that pandoc would give it. */
function nameHeadings(tokens: readonly DeckToken[], identifiers: Identifiers, problems: ProblemList): void {
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const written = attributeOf(token, 'id');
    if (!written)
      (token.attrs ??= []).push(['id', identifiers.make(inlineText(tokens[index + 1]?.children ?? null))]);
    else if (!identifiers.take(written)) {
      problems.add(
        'warning',
        (token.map?.[0] ?? 0) + 1,
        `The identifier "${written}" is already that of another heading; links will find the first.`,
      );
    }
  });
}

/** Notes right below a section's heading make pandoc take that level for the slides', which is rarely meant. */
function reportNotesAfterSection(blocks: readonly Block[], slideLevel: number, problems: ProblemList): void {
  const at = blocks.findIndex(
    (block, index) => headingLevel(block) === slideLevel && hasNotesNext(blocks, index),
  );
  const deeper = blocks.some((block) => headingLevel(block) === slideLevel + 1);
  const heading = blocks[at];
  if (!heading || !deeper) return;
  problems.add(
    'warning',
    (heading.head.map?.[0] ?? 0) + 1,
    `Content below this heading makes every level-${slideLevel} heading one slide with all that follows; write "slide-level: ${slideLevel + 1}" in the title block if deeper headings are slides.`,
  );
}

function hasNotesNext(blocks: readonly Block[], index: number): boolean {
  const next = blocks[index + 1];
  return next?.head.type === 'div_open' && hasClass(next.head, 'notes');
}

function reportAddresses(slide: Slide, problems: ProblemList): void {
  for (const image of slide.images) {
    if (image.status === 'remote') {
      problems.add(
        'info',
        image.line,
        `The picture "${shorten(image.src)}" is on the network; offline its description is shown instead.`,
      );
    } else if (image.status === 'missing') {
      problems.add(
        'warning',
        image.line,
        `The picture "${shorten(image.src)}" is not in the lesson's folder; its description is shown instead.`,
      );
    }
  }
  const { image: behind = '' } = slide.background;
  if (behind !== '' && imageStatus(behind, () => true) === 'remote') {
    problems.add(
      'info',
      slide.line,
      `The picture "${shorten(behind)}" behind this slide is on the network; it is never shown.`,
    );
  }
  for (const link of slide.links) {
    if (/[<>\s]|%3[CE]/i.test(link.href)) {
      problems.add(
        'warning',
        link.line,
        `The link address "${shorten(link.href)}" holds a character that no address has.`,
      );
    }
  }
}

function shorten(address: string): string {
  return address.length > 120 ? `${address.slice(0, 117)}…` : address;
}
