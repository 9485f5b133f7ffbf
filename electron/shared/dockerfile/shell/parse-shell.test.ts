import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShell } from './parse-shell';
import { simpleCommands, walkShell } from './walk';

const commands = (text: string): string[] =>
  simpleCommands(parseShell(text)).map((command) =>
    command.words.map((word) => word.literal ?? word.text).join(' '),
  );

describe('commands', () => {
  it('splits lists and pipelines', () => {
    expect(commands('a b && c | d || e; f & g\nh')).toEqual(['a b', 'c', 'd', 'e', 'f', 'g', 'h']);
    const { items } = parseShell('a && b || c; d');
    expect(items.map((item) => item.operator)).toEqual(['&&', '||', ';', '']);
  });

  it('reads quotes, escapes and assignments', () => {
    expect(commands(`A=1 B="x y" echo 'it''s' "a b"\\ c`)).toEqual(['echo its a b c']);
    const [command] = simpleCommands(parseShell('A=$(date) B= true'));
    expect(command!.assignments.map((one) => [one.name, one.value?.text])).toEqual([
      ['A', '$(date)'],
      ['B', undefined],
    ]);
  });

  it('reads substitutions, redirections and comments', () => {
    expect(commands('echo $(cat `which x`) > out 2>&1 # rest')).toEqual([
      'echo $(cat `which x`)',
      'cat `which x`',
      'which x',
    ]);
    const [command] = simpleCommands(parseShell('cat <in >>out 2>&1 &>all'));
    expect(command!.redirections.map((one) => one.operator)).toEqual(['<', '>>', '>&', '&>']);
  });

  it('reads compound commands', () => {
    expect(commands('if a; then b; elif c; then d; else e; fi')).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(commands('for x in 1 2; do echo $x; done && while a; do b; done')).toEqual(['echo $x', 'a', 'b']);
    expect(commands('case $x in a|b) one;; *) two;; esac; (three; four); { five; }')).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
    expect(commands('f() { one; }; function g { two; }; [[ -n $x ]] && three')).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  it('steps over heredoc bodies', () => {
    expect(commands('cat <<EOF > f\nno command\nEOF\nyes')).toEqual(['cat', 'yes']);
  });
});

describe('problems', () => {
  it.each([
    ["echo 'a", 'single quote'],
    ['echo "a', 'double quote'],
    ['echo $(a', '"$("'],
    ['echo ${a', '"${"'],
    ['if a; then b', '"fi"'],
    ['for x in a; echo; done', '"do"'],
    ['a &&', 'behind "&&"'],
    ['a |', 'behind "|"'],
    ['done', '"done"'],
    ['a )', '")"'],
    ['a >', 'behind ">"'],
  ])('%s', (text, message) => {
    expect(
      parseShell(text)
        .problems.map((problem) => problem.message)
        .join(),
    ).toContain(message);
  });

  it('finds nothing in good scripts', () => {
    for (const text of [
      'apt-get update && apt-get install -y curl=7.* && rm -rf /var/lib/apt/lists/*',
      'set -eux; arch="$(dpkg --print-architecture)"; case "$arch" in amd64) x=1 ;; (arm64) x=2 ;; esac',
      'echo "${a:-"b"}" "$((1 + 2))" ${#a} ${a[@]}',
      'find . -name "*.c" -exec rm {} \\; && test ! -f x || { echo no; exit 1; }',
      'a=(1 2 3) && diff <(sort a) <(sort b) && cat <<< "x"',
    ]) {
      expect(parseShell(text).problems, text).toEqual([]);
    }
  });
});

it('never throws and keeps spans inside the text', { timeout: 60_000 }, () => {
  const token = fc.constantFrom(
    ...[
      'a',
      ' ',
      '"',
      "'",
      '$(',
      ')',
      '`',
      '${',
      '}',
      '|',
      '&&',
      ';',
      '\n',
      'if ',
      'then ',
      'fi',
      'for ',
      'do ',
      'done',
    ],
    ...[
      'case ',
      ' in ',
      'esac',
      '{',
      '((',
      '<<EOF',
      'EOF',
      '>',
      '<(',
      '#',
      '\\',
      '[[ ',
      ' ]]',
      '()',
      'x=',
      '!',
      '$x',
      '$',
    ],
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 40 }), (tokens) => {
      const text = tokens.join('');
      walkShell(parseShell(text), {
        word: (word) =>
          expect(word.start >= 0 && word.end <= text.length && word.start <= word.end).toBe(true),
      });
    }),
    { numRuns: 10_000 },
  );
});
