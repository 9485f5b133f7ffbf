// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeck, renderSlide } from '../../electron/shared/deck';
import { mutatedDeck } from '../../electron/shared/deck/testing/hostileDecks';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, safeStyle, sanitise, sanitiseToNodes } from './sanitise';

const files = import.meta.glob<string>('../../electron/shared/deck/fixtures/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const decks = Object.values(files).map((source) => ({ source }));

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src="https://evil.example/x.png" onerror="alert(1)">',
  '<svg onload="alert(1)"><script>alert(1)</script></svg>',
  '<iframe src="https://evil.example"></iframe>',
  '<form action="https://evil.example"><input name="a"><button>go</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<style>.slide { display: none } @import "https://evil.example"</style>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jAvAsCrIpT&#58;alert(1)">x</a>',
  '<div style="position: fixed; inset: 0; background: url(https://evil.example)">x</div>',
  '<video src="https://evil.example/v.mp4" autoplay></video>',
  '<object data="https://evil.example"></object>',
  '<base href="https://evil.example">',
  '<b id="app" name="app" onclick="alert(1)">x</b>',
  '<math><mtext><img src=x onerror=alert(1)></mtext></math>',
  '<img srcset="https://evil.example/x.png 2x">',
];

describe('raw HTML of a deck', () => {
  it.each(HOSTILE)('is harmless: %s', (html) => {
    const clean = sanitise(html);
    expect(clean).not.toMatch(
      /<(?:script|svg|iframe|form|input|button|meta|link|style|video|object|base|math)\b/i,
    );
    expect(clean).not.toMatch(/\s(?:on\w+|src|srcset|id|name|action)=|javascript|position|url\(/i);
  });

  it('is harmless on a slide', () => {
    const deck = parseDeck(`# A\n\n${HOSTILE.join('\n\n')}\n`);
    const html = renderSlide(deck, 0, { sanitise });
    expect(html).not.toMatch(/<(?:script|style|iframe|form|meta)\b|\s(?:on\w+|src|srcset)=|javascript:/i);
    expect(html).toContain('<h1');
  });

  it('keeps what is harmless', () => {
    expect(sanitise('<b class="x">bold</b> <kbd>F1</kbd>')).toBe('<b class="x">bold</b> <kbd>F1</kbd>');
    expect(sanitise('<a href="https://example.org/">x</a>')).toContain('href="https://example.org/"');
    expect(sanitise('<img src="figures/a.svg" alt="A">')).toContain('data-src="figures/a.svg"');
  });
});

describe('inline styles', () => {
  it('keep only harmless declarations', () => {
    expect(safeStyle('width: 50%; position: fixed; COLOR: #123; background: url(x)')).toBe(
      'width: 50%; color: #123',
    );
    expect(safeStyle('width: calc(1px); color: var(--x); text-align: left')).toBe('text-align: left');
  });
});

describe('whatever is in a deck', () => {
  it('runs nothing, loads nothing and reaches nothing outside its slide (600 mutated decks)', () => {
    fc.assert(
      fc.property(mutatedDeck(decks), (source) => {
        const deck = parseDeck(source);
        deck.slides.forEach((_slide, index) => {
          const root = sanitiseToNodes(renderSlide(deck, index, { sanitise }));
          for (const element of root.querySelectorAll('*')) {
            expect(ALLOWED_TAGS).toContain(element.tagName.toLowerCase());
            for (const { name, value } of element.attributes) {
              expect(ALLOWED_ATTRIBUTES).toContain(name);
              if (name === 'href')
                expect(value.replace(/\s/g, '')).not.toMatch(/^(?:javascript|data|vbscript):/i);
            }
          }
        });
      }),
      { numRuns: 600 },
    );
  }, 60_000);
});
