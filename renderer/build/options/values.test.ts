import { describe, expect, it } from 'vitest';
import { countValues, noValues, readValues } from './values';

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
