import { attributeOf } from './attributes';
import { detectDialect } from './dialect';
import type { FootnoteEnv } from './footnotes';
import { extractFootnotes } from './footnotes';
import { takeFrontMatter } from './frontMatter';
import { Identifiers } from './identifiers';
import { reportFigures } from './interactive';
import { pairDivFences } from './markdown/divs';
import type { DeckEnv } from './markdown/env';
import { markdownEnv } from './markdown/env';
import { markdownParser } from './markdown/parser';
import { emptyMetadata } from './metadata';
import type { Deck, DeckDialect, DeckToken, ParseOptions, Slide } from './model';
import { ProblemList } from './problems';
import { buildSlides, plainText } from './slideBuilder';
import { prepareSource } from './source';
import { inferSlideLevel, splitAtHeadings, splitAtSeparators } from './split';
import type { Block } from './tokens';
import { blocksOf, hasClass, headingLevel, inlineText } from './tokens';

/**
 * Reads a deck of slides. Never throws: whatever is odd becomes a problem with a line.
 * Slides, their identifiers, titles and order are those of `pandoc -t revealjs`, but headings inside columns are content.
 * @param source the Markdown text.
 */
export function parseDeck(source: string, options: ParseOptions = {}): Deck {
  const problems = new ProblemList();
  const prepared = prepareSource(source, problems);
  const dialect = !options.dialect || options.dialect === 'auto' ? detectDialect(prepared) : options.dialect;
  const metadata = emptyMetadata();
  const body = takeFrontMatter(prepared, dialect, metadata, problems);
  const env: DeckEnv = { metadata, problems, divs: pairDivFences(body, problems), tooDeepLine: undefined };

  const markdown = markdownEnv(env);
  const { tokens, footnotes } = extractFootnotes(
    markdownParser(dialect).parse(body, markdown),
    markdown as FootnoteEnv,
  );
  if (env.tooDeepLine !== undefined) {
    problems.add(
      'warning',
      env.tooDeepLine + 1,
      'Blocks are nested too deeply here; the innermost are shown as plain text.',
    );
  }
  nameHeadings(tokens, problems);
  reportFigures(tokens, problems);
  const slideLevel = metadata.slideLevel ?? inferSlideLevel(blocksOf(tokens));
  if (metadata.slideLevel === undefined && dialect !== 'reveal-md')
    reportNotesAfterSection(blocksOf(tokens), slideLevel, problems);
  const drafts = dialect === 'reveal-md' ? splitAtSeparators(tokens) : splitAtHeadings(tokens, slideLevel);
  const plain = (markdown: string): string => plainOf(markdown, dialect, env);
  const title = plain(metadata.title);
  const slides = buildSlides(drafts, {
    dialect,
    metadata,
    title,
    fileExists: options.fileExists ?? (() => true),
    lineCount: body.split('\n').length,
  });
  reportAddresses(slides, problems);
  return {
    title,
    subtitle: plain(metadata.subtitle),
    authors: metadata.authors.map(plain),
    date: plain(metadata.date),
    dialect,
    slideLevel,
    slides,
    footnotes,
    problems: problems.sorted(),
  };
}

function plainOf(markdown: string, dialect: DeckDialect, env: DeckEnv): string {
  return markdown === '' ? '' : plainText(markdownParser(dialect).parseInline(markdown, markdownEnv(env)));
}

/** Gives every heading the identifier that pandoc would give it. */
function nameHeadings(tokens: readonly DeckToken[], problems: ProblemList): void {
  const identifiers = new Identifiers();
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

function reportAddresses(slides: readonly Slide[], problems: ProblemList): void {
  for (const slide of slides) {
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
}

function shorten(address: string): string {
  return address.length > 120 ? `${address.slice(0, 117)}…` : address;
}
