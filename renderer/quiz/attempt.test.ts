import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../electron/shared/course/schema';
import { answerOf, begin, judged, move, pair, partIsRight, scoreOf, toggle, typed } from './attempt';
import { shuffled } from './shuffle';

const base = { id: 'q', prompt: 'Which?', explain: 'Because.' };
const option = (text: string, correct = false) => ({ text, correct, explain: `${text}!` });
const single: Question = { kind: 'single', ...base, options: [option('a'), option('b', true), option('c')] };
const multiple: Question = {
  ...single,
  kind: 'multiple',
  options: [option('a', true), option('b', true), option('c')],
};
const order: Question = { kind: 'order', ...base, items: ['first', 'second', 'third', 'fourth'] };
const match: Question = {
  kind: 'match',
  ...base,
  pairs: [
    { left: 'FROM', right: 'base' },
    { left: 'COPY', right: 'files' },
  ],
};
const text: Question = { kind: 'text', ...base, accept: ['layer'] };

describe('shuffled', () => {
  it('is a permutation, the same for the same seed, and never the given order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }), fc.string(), (count, seed) => {
        const once = shuffled(count, seed);
        expect(shuffled(count, seed)).toEqual(once);
        expect([...once].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        expect(once).not.toEqual([...once].sort((a, b) => a - b));
      }),
    );
  });

  it('changes with the attempt', () => {
    const orders = Array.from({ length: 12 }, (_, n) => begin(order, 'c/l/q', n + 1).shown.join());
    expect(new Set(orders).size).toBeGreaterThan(3);
  });
});

describe('choices', () => {
  it('holds one option of a single choice and several of a multiple one', () => {
    expect(answerOf(begin(single, 's', 1))).toBeNull();
    expect(answerOf(toggle(toggle(begin(single, 's', 1), 0), 2))).toEqual({ choices: [2] });
    const two = toggle(toggle(begin(multiple, 's', 1), 1), 0);
    expect(answerOf(two)).toEqual({ choices: [0, 1] });
    expect(answerOf(toggle(toggle(two, 0), 1))).toBeNull();
  });

  it('cannot be changed after the verdict', () => {
    const done = judged(toggle(begin(single, 's', 1), 1), true);
    expect(toggle(done, 0)).toBe(done);
  });

  it('says of every option whether it was handled right', () => {
    const chosen = toggle(begin(multiple, 's', 1), 0);
    expect([0, 1, 2].map((index) => partIsRight(chosen, index))).toEqual([true, false, true]);
  });
});

describe('ordering', () => {
  it('begins shuffled and is sent as shown', () => {
    const fresh = begin(order, 's', 1);
    expect(answerOf(fresh)).toEqual({ choices: fresh.shown });
  });

  it('reaches the right order by moves alone', () => {
    let attempt = begin(order, 's', 1);
    for (let place = 0; place < 4; place += 1) attempt = move(attempt, attempt.choices.indexOf(place), place);
    expect(attempt.choices).toEqual([0, 1, 2, 3]);
    expect([0, 1, 2, 3].every((index) => partIsRight(attempt, index))).toBe(true);
  });

  it('ignores a move out of the list', () => {
    const fresh = begin(order, 's', 1);
    expect(move(fresh, 0, -1)).toBe(fresh);
    expect(move(fresh, 3, 4)).toBe(fresh);
  });
});

describe('matching', () => {
  it('is complete when every left has a right of its own', () => {
    const half = pair(begin(match, 's', 1), 0, 1);
    expect(answerOf(half)).toBeNull();
    expect(answerOf(pair(half, 1, 1))).toBeNull();
    expect(answerOf(pair(pair(half, 1, 0), 0, 1))).toEqual({ choices: [1, 0] });
  });
});

it('sends a typed answer trimmed, and none while it is blank', () => {
  expect(answerOf(typed(begin(text, 's', 1), '   '))).toBeNull();
  expect(answerOf(typed(begin(text, 's', 1), ' layer '))).toEqual({ text: 'layer' });
});

it('scores by the latest answers', () => {
  const answers = { a: { correct: true }, b: { correct: false }, gone: { correct: true } };
  expect(scoreOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }], answers)).toEqual({
    correct: 1,
    answered: 2,
    total: 3,
  });
});
