import { execFileSync, spawnSync } from 'node:child_process';

/** A slide as pandoc's reveal.js writer produced it. */
export interface PandocSlide {
  readonly id: string;
  readonly title: string;
  readonly isSection: boolean;
}

/** Whether pandoc is installed: it is the oracle of the deck parser's tests. */
export const hasPandoc = spawnSync('pandoc', ['--version']).status === 0;

/**
 * Slides of a deck according to pandoc, which takes the slide level from its command line only. Headings inside columns
 * are left out: reveal.js cannot show them as slides.
 * @throws Error where pandoc refuses the deck.
 */
export function pandocSlides(source: string): PandocSlide[] {
  const level = /^slide-level: (\d)$/m.exec(source)?.[1];
  const options = [
    ...['-f', 'markdown', '-t', 'revealjs', '-s', '--wrap=none', '--katex'],
    ...(level === undefined ? [] : [`--slide-level=${level}`]),
  ];
  const html = execFileSync('pandoc', options, {
    input: source,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  });
  return slidesOf(html.slice(html.indexOf('<div class="slides">')));
}

function slidesOf(html: string): PandocSlide[] {
  const slides: { id: string; title: string; isSection: boolean }[] = [];
  const open: { tag: string; isSlide: boolean; hidesSlides: boolean }[] = [];
  for (const match of html.matchAll(/<(\/?)(section|div|aside)\b([^>]*)>|<(h[1-6])\b[^>]*>([^]*?)<\/\4>/g)) {
    const [, slash, tag, attributes = '', heading, inner = ''] = match;
    if (heading !== undefined) {
      const slide = slides.at(-1);
      const isFirst = new RegExp(
        `<section[^>]*(?:level${heading.slice(1)}|id="title-slide")[^>]*>\\s*$`,
      ).test(html.slice(Math.max(0, match.index - 2000), match.index));
      if (isFirst && slide?.title === '\0' && open.at(-1)?.isSlide) slide.title = textOf(inner);
      continue;
    }
    if (slash) {
      if (open.pop()?.isSlide) endSlide(slides);
      continue;
    }
    const className = / ?class="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const id = / ?id="([^"]*)"/.exec(attributes)?.[1] ?? '';
    const isSlide =
      tag === 'section' &&
      (id === 'title-slide' || /\bslide\b/.test(className)) &&
      !open.some((outer) => outer.hidesSlides);
    if (isSlide) slides.push({ id: textOf(id), title: '\0', isSection: /\btitle-slide\b/.test(className) });
    open.push({ tag: tag ?? '', isSlide, hidesSlides: /\b(?:columns?|notes)\b/.test(className) });
  }
  endSlide(slides);
  return slides;
}

function endSlide(slides: { title: string }[]): void {
  for (const slide of slides) if (slide.title === '\0') slide.title = '';
}

function textOf(html: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
  return html
    .replace(/<a href="#\/fn[^]*?<\/a>/g, '')
    .replace(/<br[^>]*>/g, ' ')
    .replace(/<img [^>]*?alt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(x?)([\da-f]+);/gi, (_all, hex: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(/&(\w+);/g, (all, name: string) => named[name] ?? all)
    .replace(/\s+/g, ' ')
    .trim();
}
