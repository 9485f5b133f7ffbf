import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinCommandLine, splitCommandLine } from './command-line';

it.each([
  ['', []],
  ['  ', []],
  ['ls -l  /tmp', ['ls', '-l', '/tmp']],
  [`sh -c 'echo "a b"'`, ['sh', '-c', 'echo "a b"']],
  [`echo "a \\"b\\" \\n" ''`, ['echo', 'a "b" \\n', '']],
  ['a\\ b c"d"\'e\'', ['a b', 'cde']],
])('takes %j apart', (text, words) => {
  expect(splitCommandLine(text)).toEqual(words);
});

it.each([`echo "a`, `echo 'a`])('refuses %j', (text) => {
  expect(() => splitCommandLine(text)).toThrow('is not closed');
});

it('takes apart what was joined', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(splitCommandLine(joinCommandLine(words))).toEqual(words);
    }),
  );
});
