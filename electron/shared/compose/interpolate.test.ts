import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './env-file';
import { interpolate } from './interpolate';

const variables = { A: 'a', EMPTY: '', B: 'b' };

describe('interpolation', () => {
  it.each([
    ['plain', 'plain'],
    ['$A-${B}', 'a-b'],
    ['$$A', '$A'],
    ['${A:-x}${EMPTY:-x}${NO:-x}', 'axx'],
    ['${EMPTY-x}${NO-x}', 'x'],
    ['${A:+x}${EMPTY:+x}${EMPTY+x}${NO+x}', 'xx'],
    ['${NO:-${B:-c}}', 'b'],
    ['${NO:-${NO2:-${A}}}!', 'a!'],
    ['${A?must}${A:?must}', 'aa'],
    ['${A:-${NO?not looked at}}', 'a'],
    ['${NO:-a:b-c?d}', 'a:b-c?d'],
    ['}', '}'],
  ])('fills %s in as %s', (text, expected) => {
    expect(interpolate(text, variables)).toEqual({ text: expected, unset: [] });
  });

  it('says what has no value', () => {
    expect(interpolate('$NO and ${NO2} ${A:-$NO3}', variables)).toEqual({
      text: ' and  a',
      unset: ['NO', 'NO2'],
    });
  });

  it.each([
    ['${A', 'not closed'],
    ['${NO:-x', 'not closed'],
    ['${', 'variable name'],
    ['$1', 'dollar sign'],
    ['100$', 'dollar sign'],
    ['${A!x}', 'not possible'],
    ['${NO?is needed}', 'NO must be set: is needed'],
    ['${EMPTY:?}', 'EMPTY must be set'],
    ['${NO:-'.repeat(30), 'too deeply'],
  ])('refuses %s', (text, message) => {
    expect(interpolate(text, variables).error).toContain(message);
  });

  it('never throws, and leaves alone what has no dollar sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'$${}:-+?AB _') }), (text) => {
        const { text: result } = interpolate(text, variables);
        if (!text.includes('$')) expect(result).toBe(text);
      }),
    );
  });
});

describe('env files', () => {
  it('are read with quotes, comments and variables', () => {
    const text = `# comment
A=1
export B = two words  # comment
C='as $A is'
D="line\\nbreak $A \\$A"
E=\${A}-\${FROM:-none}
F=
G=a#b
H='over
two lines'
I: yaml
HOME
`;
    expect(parseEnvFile(text, '.env', { HOME: '/root', FROM: 'shell' })).toEqual({
      problems: [],
      variables: {
        A: '1',
        B: 'two words',
        C: 'as $A is',
        D: 'line\nbreak 1 $A',
        E: '1-shell',
        F: '',
        G: 'a#b',
        H: 'over\ntwo lines',
        I: 'yaml',
        HOME: '/root',
      },
    });
  });

  it('keep everything in the raw format', () => {
    expect(parseEnvFile('A="$B" # x\n', '.env', {}, true).variables).toEqual({ A: '"$B" # x' });
  });

  it('say where they are wrong', () => {
    expect(parseEnvFile('A=1\n= x\nB="open\n', 'x.env').problems).toEqual([
      { severity: 'error', file: 'x.env', line: 2, message: 'expected NAME=value, found "= x".' },
      { severity: 'error', file: 'x.env', line: 3, message: 'the quote " of B is not closed.' },
    ]);
    expect(parseEnvFile('A=${x', 'x.env').problems).toHaveLength(1);
  });

  it('never make the reader throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'A=\'"\\$#{}\n \r:') }), (text) => {
        parseEnvFile(text, 'x.env');
      }),
    );
  });
});
