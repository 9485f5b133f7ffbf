import { describe, expect, it } from 'vitest';
import { stepSchema } from '../../../electron/shared/course/schema';
import { countValues, filledIn, givenByStep, linesFor, noValues, readValues } from './values';

describe('what is handed over to a build', () => {
  it('is read by name; empty lines are none', () => {
    const values = {
      args: [
        { name: ' VERSION ', value: '2.1' },
        { name: '', value: '' },
        { name: 'EMPTY', value: '' },
      ],
      secrets: [{ name: 'api.token', value: ' tern-1 ' }],
    };
    expect(readValues(values)).toEqual({
      buildArgs: { VERSION: '2.1', EMPTY: '' },
      secrets: { 'api.token': ' tern-1 ' },
    });
    expect(countValues(values)).toBe(3);
    expect(readValues(noValues)).toEqual({ buildArgs: {}, secrets: {} });
  });

  it('says which line is wrong', () => {
    const problems = readValues({
      args: [
        { name: 'A', value: '1' },
        { name: '2B', value: '' },
        { name: 'A', value: '2' },
      ],
      secrets: [{ name: 'no blanks', value: 'x' }],
    });
    expect(problems).toMatchObject({
      problems: [
        { field: 'args', line: 1 },
        { field: 'args', line: 2, message: 'There is another A above.' },
        { field: 'secrets', line: 0 },
      ],
    });
  });
});

describe('what a lab gives and a Dockerfile asks for', () => {
  const asked = {
    args: [{ name: 'SHIP' }, { name: 'PORT', fallback: '80' }],
    secrets: ['token', 'key'],
  };
  const check = (id: string, secrets: Readonly<Record<string, string>>) => ({
    id,
    kind: 'build',
    title: 'Builds',
    secrets,
  });
  const step = stepSchema.parse({
    id: 'mount',
    title: 'Mount',
    content: 'steps/01.md',
    checks: [
      check('one', { token: 'tern', drawn: '{{word}}' }),
      check('two', { token: 'gull', unasked: 'x' }),
    ],
  });

  it('is the secret that the checks hand over, once', () => {
    expect(givenByStep(step, asked)).toEqual({ args: [], secrets: [{ name: 'token', value: 'tern' }] });
    expect(givenByStep(step, { args: [], secrets: [] })).toBe(noValues);
    expect(givenByStep(undefined, asked)).toBe(noValues);
  });

  it('stands in the lines to be filled in; those left empty are not given', () => {
    const lines = linesFor(givenByStep(step, asked), asked);
    expect(lines).toEqual({
      args: [{ name: 'SHIP', value: '' }],
      secrets: [
        { name: 'token', value: 'tern' },
        { name: 'key', value: '' },
      ],
    });
    expect(readValues(filledIn(lines, asked))).toEqual({ buildArgs: {}, secrets: { token: 'tern' } });
    const emptied = { args: [{ name: 'PORT', value: '' }], secrets: [] };
    expect(filledIn(emptied, asked)).toEqual(emptied);
    expect(linesFor(noValues, { args: [], secrets: [] }).args).toEqual([{ name: '', value: '' }]);
  });
});
