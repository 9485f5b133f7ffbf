import fc from 'fast-check';
import createMarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { isNormalAddress } from './addresses';

const md = createMarkdownIt();
const part = fc.oneof(
  fc.constantFrom(
    'https://',
    'HTTP://',
    'example.org',
    '/',
    '//',
    '?',
    '#',
    ':',
    '@',
    '%20',
    '%',
    '..',
    'a-b',
    'xn--',
  ),
  fc.constantFrom(
    'ü',
    ' ',
    '"',
    "'",
    ';',
    '[::1]',
    ':80',
    'javascript:',
    'mailto:a@b.c',
    '\\',
    '_',
    '*',
    '-',
  ),
  fc.string({ maxLength: 3 }),
);

describe('normal addresses', () => {
  it.each(['figures/a.svg', 'https://example.org/a/b?c=d&e#f', '#anchor', '../up.png', '/root', 'a%20b', ''])(
    'takes %j as it is',
    (address) => expect(isNormalAddress(address)).toBe(true),
  );

  it.each(['https://ü.example/', 'a b', 'a%', 'mailto:a@b.c', '//host/x', 'javascript:alert(1)'])(
    'leaves %j to markdown-it',
    (address) => expect(isNormalAddress(address)).toBe(false),
  );

  it('are those that markdown-it would not change', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const address = parts.join('');
        if (isNormalAddress(address)) expect(md.normalizeLink(address)).toBe(address);
      }),
      { numRuns: 20_000 },
    );
  });
});
