import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deckSummary, parseDeck, renderNotes, renderSlide } from './index';

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const constructs = parseDeck(fixture('constructs.md'), { fileExists: (path) => path === 'figures/here.svg' });
const slideOf = (id: string) =>
  constructs.slides.find((slide) => slide.id === id) ?? expect.fail(`no slide ${id}`);
const htmlOf = (id: string): string => renderSlide(constructs, constructs.slides.indexOf(slideOf(id)));

describe('a pandoc deck', () => {
  it('reads the title block', () => {
    expect(constructs).toMatchObject({
      title: 'Boats & boxes',
      subtitle: 'Every construct once',
      authors: ['Ada Example', 'Bo Example'],
      date: '2026-11-23',
      dialect: 'pandoc',
      slideLevel: 2,
    });
    expect(constructs.slides[0]).toMatchObject({ id: 'title-slide', kind: 'title', h: 0 });
  });

  it('stacks slides below their section', () => {
    expect(slideOf('text')).toMatchObject({ kind: 'section', level: 1, h: 1, v: 0 });
    expect(slideOf('the-lists')).toMatchObject({ kind: 'content', level: 2, h: 1, v: 2, line: 17 });
    expect(slideOf('boxes')).toMatchObject({ h: 2, v: 0 });
  });

  it('names slides as pandoc does', () => {
    expect(slideOf('its-quoted-with-dashes-and-code').title).toBe('It’s “quoted” – with dashes … and code');
    expect(slideOf('code-1').title).toBe('Code');
    expect(slideOf('little-things').title).toBe('3 little things');
    expect(slideOf('section').title).toBe('!!!');
  });

  it('gives slides without an identifier a key of their own', () => {
    const afterRule = constructs.slides.find((slide) => slide.text === 'A slide after a rule.');
    expect(afterRule).toMatchObject({ id: '', title: '', kind: 'content' });
    expect(new Set(constructs.slides.map((slide) => slide.key)).size).toBe(constructs.slides.length);
  });

  it('keeps headings inside columns as content', () => {
    expect(slideOf('columns').headings.map((heading) => heading.text)).toEqual([
      'Columns',
      'Small heading',
      'Large heading that is no slide',
    ]);
    expect(htmlOf('columns')).toContain('<div class="column" style="flex-grow: 30">');
  });

  it('knows where pictures are and never gives one an address', () => {
    expect(slideOf('pictures').images.map(({ alt, status, width }) => [alt, status, width])).toEqual([
      ['A caption', 'local', '55%'],
      ['', 'remote', undefined],
      ['gone', 'missing', undefined],
    ]);
    expect(htmlOf('pictures')).not.toMatch(/\ssrc=/);
    expect(htmlOf('pictures')).toContain('<figcaption aria-hidden="true">A caption</figcaption>');
  });

  it('counts steps and keeps notes from the audience', () => {
    const steps = slideOf('steps');
    expect(steps.fragments).toBe(4);
    expect(steps.notes).toBe('Say this, not that.');
    expect(steps.text).not.toContain('Say this');
    expect(renderNotes(constructs, constructs.slides.indexOf(steps))).toContain('Say this');
  });

  it('has notes on the title slide and, where the slide level is given, on sections', () => {
    const deck = parseDeck(
      '---\ntitle: T\nslide-level: 2\nnotes: |\n  Take *your* time.\n---\n\n# A\n\n::: notes\nOpen the part.\n:::\n\n## B\n',
    );
    expect(deck.slides.map(({ kind, notes, text }) => [kind, notes, text])).toEqual([
      ['title', 'Take your time.', 'T'],
      ['section', 'Open the part.', 'A'],
      ['content', '', 'B'],
    ]);
    expect(renderNotes(deck, 0)).toContain('<em>your</em>');
    expect(deck.problems).toEqual([]);
  });

  it('collects code and tells what can be tried', () => {
    expect(slideOf('code').code).toMatchObject([
      { language: 'dockerfile', runnable: true, source: '# not a heading\nFROM scratch\n' },
      { language: 'python', runnable: true },
    ]);
  });

  it.each([
    ['sh', 'exec "$@"\n', true],
    ['bash', 'docker run web\n', false],
    ['bash', '# first\nsudo podman ps\n', false],
    ['bash {.run}', 'docker run web\n', true],
    ['bash {.no-run}', 'exec "$@"\n', false],
    ['sh', 'echo docker is not called\n', true],
    ['dockerfile', 'FROM scratch\n', true],
  ])('offers to try %s %j: %s', (info, source, runnable) => {
    const deck = parseDeck(`## S\n\n\`\`\`${info}\n${source}\`\`\`\n`);
    expect(deck.slides[0]?.code).toMatchObject([{ source, runnable }]);
  });

  it('collects links with their lines', () => {
    expect(slideOf('its-quoted-with-dashes-and-code').links).toEqual([
      { href: 'https://example.org/a*b&c%20d', text: 'link', line: 15 },
      { href: 'https://example.com', text: 'https://example.com', line: 15 },
      { href: 'https://example.net/bare', text: 'https://example.net/bare', line: 15 },
    ]);
  });

  it('shows footnotes on the slide that refers to them', () => {
    expect(htmlOf('quote-table-and-note')).toMatch(
      /<ol class="footnotes">\s*<li><p>The note\.<\/p>\s*<\/li>\s*<li>inline<\/li>/,
    );
    expect(htmlOf('columns')).not.toContain('footnotes');
  });

  it('keeps attributes of a slide', () => {
    expect(slideOf('the-lists').attributes).toEqual({
      id: 'the-lists',
      classes: ['wide'],
      values: { state: 'calm' },
    });
  });
});

describe('odd input', () => {
  const odd = parseDeck(fixture('oddities.md'));

  it('says what is wrong, and where', () => {
    expect(odd.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          severity: 'warning',
          line: 13,
          message: expect.stringContaining('wrong encoding'),
        }),
        expect.objectContaining({
          severity: 'warning',
          line: 17,
          message: expect.stringContaining('never closed'),
        }),
        expect.objectContaining({ line: 13, message: expect.stringContaining('user@example.org') }),
      ]),
    );
  });

  it('reads a percent title block', () => {
    expect(odd).toMatchObject({ title: 'Odd things', authors: ['Ada', 'Bo'], date: 'today' });
  });

  it('saves what it can of a broken title block', () => {
    const deck = parseDeck('---\ntitle: a: b: c\n---\n\n# One\n');
    expect(deck.title).toBe('a: b: c');
    expect(deck.problems).toMatchObject([{ severity: 'error', line: 2 }]);
  });

  it.each(['', '\n', '---', '::: x', '\uFEFF# A', '#', '```', '$$', '[^1]: x', '<div>', '%', '{', '\0'])(
    'survives %j',
    (source) => {
      expect(() => deckSummary(parseDeck(source))).not.toThrow();
    },
  );
});

describe('a reveal-md deck', () => {
  const deck = parseDeck(fixture('reveal.md'));

  it('splits at separators, in two dimensions', () => {
    expect(deck.dialect).toBe('reveal-md');
    expect(deck.slides.map(({ h, v, title }) => [h, v, title])).toEqual([
      [0, 0, 'Reveal'],
      [1, 0, 'One'],
      [2, 0, 'Two'],
      [2, 1, ''],
      [3, 0, ''],
    ]);
  });

  it('reads notes, element and slide comments, and line steps', () => {
    expect(deck.slides[1]?.notes).toBe('say hello');
    expect(deck.slides[2]?.fragments).toBe(1);
    expect(deck.slides[3]).toMatchObject({
      id: 'below',
      background: { color: '#112233' },
      attributes: { classes: ['dark'] },
    });
    expect(deck.slides[4]?.fragments).toBe(1);
    expect(renderSlide(deck, 4)).toContain('data-lines="1|2-3"');
  });
});

describe('a slide that holds too much', () => {
  it('shows its beginning, and says so', () => {
    const deck = parseDeck(`# A\n\n## Long\n\n${'*word* '.repeat(14_000)}\n\n## B\n\nx\n`);
    expect(renderSlide(deck, 1).length).toBeLessThan(10_000);
    expect(deck.problems).toMatchObject([
      { line: 3, message: expect.stringContaining('more than can be shown') },
    ]);
    expect(renderSlide(deck, 2)).toContain('<p>x</p>');
  });
});

describe('safety', () => {
  it('shows raw HTML as text where nobody sanitises it', () => {
    const deck = parseDeck(
      '# A\n\n<script>alert(1)</script>\n\n<b onclick="x()">hi</b>\n\n[go](javascript:alert(1))\n',
    );
    const html = renderSlide(deck, 0);
    expect(html).not.toMatch(/<script|<b |javascript:/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('hands the whole slide to the sanitiser where it holds raw HTML', () => {
    const deck = parseDeck('# A\n\n<b>hi</b>\n\n# B\n\nplain\n');
    const seen: string[] = [];
    const sanitise = (html: string): string => (seen.push(html), 'clean');
    expect(renderSlide(deck, 0, { sanitise })).toBe('clean');
    expect(renderSlide(deck, 1, { sanitise })).toContain('plain');
    expect(seen).toHaveLength(1);
  });
});

describe('interactive figures', () => {
  const deckOf = (name: string, content = '![Still](figures/a.svg)\n'): ReturnType<typeof parseDeck> =>
    parseDeck(`## A\n\n::: {.interactive figure="${name}"}\n\n${content}\n:::\n`);

  it('are named by a div, which keeps its content for paper', () => {
    const deck = deckOf('layer-stack');
    expect(deck.problems).toEqual([]);
    const html = renderSlide(deck, 0);
    expect(html).toContain('<div class="interactive" data-figure="layer-stack">');
    expect(html).toContain('data-src="figures/a.svg"');
  });

  it('tell of a name that Drydock does not have, and of nothing to print', () => {
    expect(deckOf('layer-stak').problems).toMatchObject([
      { line: 3, message: expect.stringContaining('did you mean "layer-stack"?') },
    ]);
    expect(renderSlide(deckOf('layer-stak'), 0)).not.toContain('data-figure');
    expect(deckOf('layer-stack', '').problems).toMatchObject([
      { line: 3, message: expect.stringContaining('has no content') },
    ]);
  });

  it('goes on after blocks that are nested too deeply', () => {
    const lists = Array.from({ length: 400 }, (_none, depth) => `${' '.repeat(depth * 2)}- x`).join('\n');
    for (const deep of [`${'>'.repeat(500)} x`, lists, `${'::: a\n'.repeat(90)}x\n${':::\n'.repeat(90)}`]) {
      const deck = parseDeck(`## One\n\n${deep}\n\n## Two\n\nLast words\n`);
      expect(deck.slides.map(({ title }) => title)).toEqual(['One', 'Two']);
      expect(deck.slides[1]?.text).toContain('Last words');
      expect(deck.problems[0]?.message).toMatch(/nested too deeply/);
    }
  });

  it('reads what Labspace adds', () => {
    const deck = parseDeck(
      '# Start\n\n::tabLink[Open]{href="http://localhost:3000" title="App"} now, ::fileLink[the file]{path="a"}.\n',
    );
    expect(deck.dialect).toBe('labspace');
    expect(deck.slides[0]?.links).toMatchObject([{ href: 'http://localhost:3000', text: 'Open' }]);
    expect(deck.slides[0]?.text).toBe('Start\nOpen now, the file.');
  });
});
