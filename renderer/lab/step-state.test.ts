import { describe, expect, it } from 'vitest';
import { labSchema } from '../../electron/shared/course/schema';
import type { LabProgress } from '../../electron/shared/progress/state';
import { anyTried, pointsOf, stepStates, stepToOpen } from './step-state';

const lab = labSchema.parse({
  title: 'First build',
  minutes: 10,
  difficulty: 'easy',
  steps: [
    { id: 'one', title: 'One', content: 'steps/01.md', points: 2, hints: ['a', 'b'] },
    { id: 'two', title: 'Two', content: 'steps/02.md', points: 3 },
  ],
});
const step = (over: Partial<LabProgress['steps'][string]>) => ({
  tries: 0,
  checksPassed: [],
  hintsShown: 0,
  passedAt: null,
  points: 0,
  engine: null,
  simulated: false,
  ...over,
});

describe('stepStates', () => {
  it('is untouched without progress', () => {
    const states = stepStates(lab, undefined);
    expect(states.map(({ passed, tried }) => [passed, tried])).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(anyTried(states)).toBe(false);
    expect(stepToOpen(states)).toBe('one');
    expect(pointsOf(states)).toEqual({ reached: 0, total: 5 });
  });

  it('opens the first step that is not done, or the one asked for', () => {
    const states = stepStates(lab, {
      resets: 0,
      steps: { one: step({ tries: 1, passedAt: '2026-01-01T00:00:00.000Z' }) },
    });
    expect(stepToOpen(states)).toBe('two');
    expect(stepToOpen(states, 'one')).toBe('one');
    expect(stepToOpen(states, 'gone')).toBe('two');
    expect(pointsOf(states)).toEqual({ reached: 2, total: 5 });
  });

  it('shows no more hints than there are, should a course have lost some', () => {
    expect(stepStates(lab, { resets: 0, steps: { one: step({ hintsShown: 9 }) } })[0]?.hintsShown).toBe(2);
  });

  it('counts a failed try as tried', () => {
    expect(anyTried(stepStates(lab, { resets: 0, steps: { two: step({ tries: 1 }) } }))).toBe(true);
  });
});
