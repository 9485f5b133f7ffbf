import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Random } from '../testing/random';
import { parseShell } from './parse-shell';

/** What scripts are made of; what bash accepts without its end (`[[` in the last line) is left out. */
const PIECES =
  'a|"b c"|\'d\'|$(e)|`f`|${g:-h}|&&| || |;|\n| & | |if a; then |; fi|for x in 1 2; do |; done|case $x in y) z;; esac|{ |; }'
    .split('|')
    .concat(
      '(',
      ')',
      '((i++))',
      '<f',
      '>g',
      '2>&1',
      '<<E\nt\nE\n',
      '#c\n',
      'x=1 ',
      'x=(1 2)',
      '$((1+2))',
      '! ',
    )
    .concat(
      'while ',
      'else ',
      'f() { a; }',
      '<(a)',
      "$'q\\n'",
      '"$(a "b")"',
      ' | ',
      'case "$x)" in (y|@(z)) a;; esac',
    )
    .filter((piece) => piece !== '');

const hasBash = spawnSync('bash', ['-c', 'true']).status === 0;

describe.skipIf(!hasBash)('what bash reads', () => {
  it('is read here without a complaint', () => {
    const random = new Random(7);
    const wrong: string[] = [];
    for (let run = 0; run < 250; run++) {
      const text = random.text(PIECES, 9);
      const [problem] = parseShell(text).problems;
      // Only a text that is complained of needs the judge.
      if (problem && spawnSync('bash', ['-n'], { input: text }).status === 0) {
        wrong.push(`${JSON.stringify(text)}: ${problem.message}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    'if a; then b; fi fi',
    'a && && b',
    '& a',
    '| a',
    'if a; then b; fi c',
    'for x in 1; do y; done echo z',
    '{ a; } b',
    '(a) b',
    'x=(1 2',
    'case x in a) b;; esac c',
  ])('%j is refused by both', (text) => {
    expect(spawnSync('bash', ['-O', 'extglob', '-n'], { input: text }).status).not.toBe(0);
    expect(parseShell(text).problems).not.toEqual([]);
  });

  it.each([
    'for ((i = 0; i < $((3 / 4)); i++)); do a; done',
    'a=`if b; then c; fi`',
    'local x=($(compgen -W "$(list -q)" -- $cur))',
    "! IFS=$'\\n' A=($(b)) && c",
    'mapfile -t x < <(a)',
    'case "$x" in -@(a|b)) c;; "y)") d;; esac',
    'if (a) then b; fi; if { a; } then b; fi',
    'if a; then if b; then c; fi fi',
    '((i << 2)) && ((a) ; (b))',
  ])('%j is read by both', (text) => {
    expect(spawnSync('bash', ['-O', 'extglob', '-n'], { input: text }).status).toBe(0);
    expect(parseShell(text).problems).toEqual([]);
  });
});
