import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadBefore, cutExcerpt, parseDeck, readExcerpt } from './index';

const filler = (from: number): string =>
  Array.from(
    { length: 600 },
    (_, at) => `## More ${from + at}\n\nText of a slide that is not looked for.\n\n`,
  ).join('');

/** What an earlier reading of a deck kept of it. */
function readBefore(source: string): ReadBefore {
  const { dialect, slideLevel, slides } = parseDeck(source);
  return { source, dialect, slideLevel, slides };
}

const pieces = fc.constantFrom(
  ...['# One\n\n', '## Two {.a}\n\n', '## Two\n\n', '### Three\n\n', '- x\n- y\n\n', 'Text <b>raw</b>\n\n'],
  ...[
    '::: notes\nSay *this*\n:::\n\n',
    '```sh\n## no slide\n```\n\n',
    '---\n\n',
    '![p](a.png)\n\n',
    '. . .\n\n',
  ],
  ...[':::: {.columns}\n::: {.column}\n## In a column\n:::\n::::\n\n', '> quoted\n\n'],
);
const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
const beginning = fc.constantFrom(
  '',
  '% Title\n% Somebody\n\n',
  '---\ntitle: Title\nincremental: true\n---\n\n',
  '\uFEFF',
);

describe('an excerpt of a long deck', () => {
  it('shows its slides as the whole deck does, wherever it is cut', () => {
    fc.assert(
      fc.property(beginning, text, fc.nat(), fc.boolean(), (start, middle, at, windows) => {
        const plain = `${start}${filler(0)}${middle}${filler(600)}`;
        const deck = parseDeck(windows ? plain.replaceAll('\n', '\r\n') : plain);
        const index = at % deck.slides.length;
        const cut = cutExcerpt(readBefore(deck.text), deck.slides[index]?.key ?? '');
        const excerpt = cut && readExcerpt(cut);
        if (!excerpt || !cut) return;
        const own = deck.slides.slice(cut.before, cut.before + excerpt.slides.length);
        expect(own.map(({ key }) => key)).toContain(deck.slides[index]?.key);
        excerpt.slides.forEach((slide, i) =>
          expect(slide).toMatchObject({
            key: own[i]?.key,
            title: own[i]?.title,
            h: own[i]?.h,
            text: own[i]?.text,
          }),
        );
      }),
      { numRuns: 25 },
    );
  });

  it('is a few slides around the one that is wanted, and knows how many come before', () => {
    const deck = readBefore(`---\ntitle: Long\n---\n\n${filler(0)}`);
    const cut = cutExcerpt(deck, 'more-120');
    expect(cut?.before).toBe(120);
    expect(cut?.text.length).toBeLessThan(300);
    expect(cut && readExcerpt(cut)?.slides.map(({ title }) => title)).toEqual([
      'More 119',
      'More 120',
      'More 121',
    ]);
  });

  it('begins with the title slide where nothing else is wanted', () => {
    const cut = cutExcerpt(readBefore(`---\ntitle: Long\n---\n\n${filler(0)}`), '');
    expect(cut?.before).toBe(0);
    expect(cut && readExcerpt(cut)?.slides.map(({ title }) => title)).toEqual(['Long', 'More 0']);
  });

  it('ends with the last slide', () => {
    const cut = cutExcerpt(readBefore(filler(0)), 'more-599');
    expect(cut && readExcerpt(cut)?.slides.map(({ title }) => title)).toEqual(['More 598', 'More 599']);
  });

  it('is none of a short deck, of one without slides, or of slides that are long themselves', () => {
    expect(cutExcerpt(readBefore('## Short\n\nx\n'), '')).toBeUndefined();
    expect(cutExcerpt({ ...readBefore(filler(0)), slides: [] }, '')).toBeUndefined();
    expect(cutExcerpt(readBefore(`## Long\n\n${'word '.repeat(20_000)}\n`), '')).toBeUndefined();
  });

  it('is not shown where the text does not hold the slides it should', () => {
    const cut = cutExcerpt(readBefore(filler(0)), 'more-120');
    expect(cut && readExcerpt({ ...cut, text: '## One\n\nx\n' })).toBeUndefined();
  });
});
