import { expect, it } from 'vitest';
import { applyEdits } from './fix';
import { IgnoreMatcher, IgnorePatternError } from './dockerignore';
import { lint } from './lint';
import { parseDockerfile } from './parse';
import { Random } from './testing/random';
import { expandWord } from './words/expand';

const SEED = [
  '# syntax=docker/dockerfile:1\n# check=skip=all\nARG V=1\nFROM --platform=$BUILDPLATFORM alpine:${V:-3} AS build\n',
  'ENV A=b C="d $A" E=\'f\'\nLABEL x.y=z\nRUN --mount=type=cache,target=/c --network=none apt-get update && \\\n  x | y\n',
  'COPY --from=build --chown=1:1 a b /c/\nADD https://e.org/x.tar.gz /\nCOPY <<-"EOF" /f\n\ttext $A\n\tEOF\n',
  'HEALTHCHECK --interval=5s CMD ["a"]\nEXPOSE 80/tcp 1-2\nONBUILD RUN echo `date`\nSHELL ["/bin/bash","-c"]\nUSER 1\n',
  'RUN <<EOF\nset -e\nfor x in 1; do echo $x; done\nEOF\nCMD ["a", "b"]\nVOLUME /v\nWORKDIR /w\nSTOPSIGNAL 9\n',
].join('');
const INSERTIONS = [
  '\\',
  '"',
  "'",
  '${',
  '}',
  '<<',
  '\n',
  '[',
  ']',
  '--',
  '\u{1f433}',
  '\r',
  '`',
  '$',
  '=',
  '#',
  'FROM ',
  '\ud800',
];

it('parses 10,000 mutated files and keeps places inside the text', { timeout: 60_000 }, () => {
  const random = new Random(1);
  for (let run = 0; run < 10_000; run++) {
    const text = random.mutate(SEED, INSERTIONS);
    for (const { start, end } of parseDockerfile(text).instructions) {
      if (start < 0 || start > end || end > text.length)
        expect.fail(`${start}-${end} in ${JSON.stringify(text)}`);
    }
  }
});

it('lints 2,000 mutated files; places and fixes stay inside the text', { timeout: 60_000 }, () => {
  const random = new Random(2);
  for (let run = 0; run < 2_000; run++) {
    const text = random.mutate(SEED.replace('skip=all', 'skip=X'), INSERTIONS);
    for (const { span, line, endLine, fixes, rule } of lint(text, { dockerignore: 'a\n' })) {
      const inside = span.start >= 0 && span.start <= span.end && span.end <= text.length;
      if (!inside || line < 1 || line > endLine)
        expect.fail(`${rule} ${JSON.stringify(span)} in ${JSON.stringify(text)}`);
      for (const fix of fixes) applyEdits(text, fix.edits);
    }
  }
});

it('expands 10,000 strange words', () => {
  const random = new Random(3);
  const tokens = ['$', '{', '}', ':', '-', '+', '?', '#', '%', '/', '"', "'", '\\', 'A', 'b', ' ', '*', '한'];
  const env = new Map([['A', 'aab/b']]);
  for (let run = 0; run < 10_000; run++) expandWord(random.text(tokens, 30), env);
});

it('reads 10,000 strange ignore files', () => {
  const random = new Random(4);
  const tokens = [
    '*',
    '**',
    '?',
    '[',
    ']',
    '^',
    '-',
    '\\',
    '!',
    '/',
    'a',
    'b',
    '.',
    '\n',
    '#',
    ' ',
    '(',
    '{',
  ];
  for (let run = 0; run < 10_000; run++) {
    try {
      IgnoreMatcher.parse(random.text(tokens, 20)).matches('a/b');
    } catch (error) {
      expect(error).toBeInstanceOf(IgnorePatternError);
    }
  }
});
