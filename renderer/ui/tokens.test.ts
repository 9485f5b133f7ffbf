import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

const light = tokensOf(/^:root,\s\[data-theme='light'\] \{(.*?)^\}/ms);
const dark = { ...light, ...tokensOf(/^:root\[data-theme='dark'\],\s\[data-theme='dark'\] \{(.*?)^\}/ms) };

function tokensOf(block: RegExp): Record<string, string> {
  const body = block.exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...body.matchAll(/--dd-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const channel = parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

const surfaces = ['surface', 'surface-raised', 'surface-sunken'];
const textPairs: (readonly [string, string])[] = [
  ...['text', 'text-muted', 'accent', 'danger', 'warning', 'success'].flatMap((text) =>
    surfaces.map((surface) => [text, surface] as const),
  ),
  ...['accent', 'danger', 'warning', 'success'].flatMap((tone) => [
    [tone, `${tone}-soft`] as const,
    ['text', `${tone}-soft`] as const,
  ]),
  ['text-muted', 'accent-soft'],
  ['accent-text', 'accent'],
  ['accent-text', 'accent-hover'],
  ['rail-text', 'rail'],
  ['rail-text-active', 'rail-active'],
  ['hero-text', 'hero'],
  ['hero-muted', 'hero'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s colours', (_theme, tokens) => {
  it.each(textPairs)('%s on %s meets WCAG AA for text, 4.5', (text, surface) => {
    expect(contrast(tokens[text] ?? '', tokens[surface] ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['focus', 'border-strong'])('%s meets WCAG AA for parts of controls, 3', (part) => {
    for (const surface of surfaces) {
      expect(contrast(tokens[part] ?? '', tokens[surface] ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});
