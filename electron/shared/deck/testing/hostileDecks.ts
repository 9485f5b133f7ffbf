import fc from 'fast-check';

/** Pieces of Markdown, and of attacks, that are put where they do not belong. */
export const PIECES: readonly string[] = [
  ...[
    '---',
    ':::',
    '::: {.columns}',
    '::: {.column width="30%"}',
    '::: notes',
    '```',
    '~~~',
    '```js {1|2-3}',
    '# ',
    '## x',
  ],
  ...[
    '<div>',
    '</div>',
    '<aside class="notes">',
    '<!--',
    '-->',
    '<!-- .slide: id="x" -->',
    '<!-- .element: class="fragment" -->',
  ],
  ...[
    '$',
    '$$',
    '[',
    '](',
    '![',
    '{',
    '}',
    '^[',
    '[^1]',
    '[^1]: x',
    '. . .',
    '> ',
    '- ',
    '1. ',
    ':   ',
    '\t',
    '\n',
    '\n\n',
  ],
  ...[
    '\0',
    '\uFEFF',
    '\u202E',
    '\uD800',
    '|',
    '\\',
    '&#0;',
    '"',
    "'",
    '\r',
    '*',
    '_',
    '~',
    ':rocket:',
    '{.a #b c=d}',
    'http://',
    '%',
  ],
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<iframe src="javascript:alert(1)">',
  ],
  ...[
    '[x](javascript:alert(1))',
    '[x](JaVa\tScript:alert(1))',
    '<a href="data:text/html,x">',
    '<meta http-equiv="refresh" content="0">',
  ],
  ...[
    '<style>*{display:none}</style>',
    '<p style="position:fixed">',
    '<base href="//evil">',
    '<form action="//evil"><input>',
    '<math><mi>',
  ],
];

/** A deck with pieces put where they do not belong, and pieces of itself left out. */
export function mutatedDeck(decks: readonly { readonly source: string }[]): fc.Arbitrary<string> {
  const parts = fc.record({
    seed: fc.constantFrom(...decks.map(({ source }) => source)),
    from: fc.nat(20_000),
    length: fc.nat(900),
    edits: fc.array(fc.tuple(fc.nat(900), fc.constantFrom(...PIECES), fc.nat(6)), { maxLength: 8 }),
  });
  return parts.map(({ seed, from, length, edits }) => {
    const start = seed.length > 0 ? from % seed.length : 0;
    return edits.reduce(
      (text, [at, piece, cut]) => text.slice(0, at) + piece + text.slice(at + cut),
      seed.slice(start, start + length),
    );
  });
}
