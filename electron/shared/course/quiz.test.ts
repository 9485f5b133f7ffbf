import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCorrect, serialiseAnswer } from './quiz';
import { type Question, questionSchema } from './schema';

const base = { id: 'q', prompt: 'P', explain: 'E' };
const option = (correct: boolean): { text: string; correct: boolean; explain: string } => ({
  text: 't',
  correct,
  explain: 'e',
});
const question = (fields: object): Question => questionSchema.parse({ ...base, ...fields });

describe('isCorrect', () => {
  it('takes exactly the right option of a single choice', () => {
    const single = question({ kind: 'single', options: [option(false), option(true), option(false)] });
    expect(isCorrect(single, { choices: [1] })).toBe(true);
    for (const choices of [[], [0], [1, 2], [1, 1], [7]]) expect(isCorrect(single, { choices })).toBe(false);
    expect(isCorrect(single, { text: 't' })).toBe(false);
  });

  it('takes all right options of a multiple choice in any order, and no other set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat({ max: 9 })),
        (marks, choices) => {
          fc.pre(marks.includes(true));
          const multiple = question({ kind: 'multiple', options: marks.map(option) });
          const right = marks.flatMap((mark, index) => (mark ? [index] : []));
          expect(isCorrect(multiple, { choices: right.toReversed() })).toBe(true);
          const same = [...choices].sort((a, b) => a - b).join() === right.join();
          expect(isCorrect(multiple, { choices })).toBe(same);
        },
      ),
    );
  });

  it('takes one order only', () => {
    const order = question({ kind: 'order', items: ['a', 'b', 'c'] });
    expect(isCorrect(order, { choices: [0, 1, 2] })).toBe(true);
    for (const choices of [
      [1, 0, 2],
      [0, 1],
      [0, 1, 2, 3],
      [0, 0, 0],
    ]) {
      expect(isCorrect(order, { choices })).toBe(false);
    }
  });

  it('takes each right at its left, and either of two equal rights', () => {
    const pairs = [
      { left: 'A', right: 'same' },
      { left: 'B', right: 'other' },
      { left: 'C', right: 'same' },
    ];
    const match = question({ kind: 'match', pairs });
    expect(isCorrect(match, { choices: [0, 1, 2] })).toBe(true);
    expect(isCorrect(match, { choices: [2, 1, 0] })).toBe(true);
    expect(isCorrect(match, { choices: [1, 0, 2] })).toBe(false);
    expect(isCorrect(match, { choices: [0, 1, 0] })).toBe(false);
  });

  it('reads a typed answer without case and outer or repeated white space', () => {
    const text = question({ kind: 'text', accept: ['the Kernel'] });
    expect(isCorrect(text, { text: '  The\tkernel ' })).toBe(true);
    expect(isCorrect(text, { text: 'thekernel' })).toBe(false);
    expect(isCorrect(text, { choices: [0] })).toBe(false);
  });
});

it('keeps an answer as it was given', () => {
  expect(serialiseAnswer({ choices: [2, 0] })).toBe('{"choices":[2,0]}');
  expect(serialiseAnswer({ text: 'x'.repeat(5000) })).toHaveLength(4000);
});
