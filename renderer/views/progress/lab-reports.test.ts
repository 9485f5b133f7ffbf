import { describe, expect, it } from 'vitest';
import { containersCourse } from '../../testing/sample-courses';
import { freshProgress, midwayProgress } from '../../testing/sample-progress';
import { labReports } from './lab-reports';

describe('labReports', () => {
  it('names the engines of the passed steps, and which of them simulated', () => {
    const [first, second] = labReports([containersCourse], midwayProgress);
    expect(first).toMatchObject({
      title: 'First build',
      steps: { done: 2, total: 3 },
      tries: 3,
      hints: 1,
      points: 20,
      engines: [
        { id: 'docker', simulated: false },
        { id: 'embedded', simulated: true },
      ],
      lastPassedAt: '2026-11-22T17:04:00.000Z',
    });
    expect(second).toMatchObject({ title: 'Shape the image', steps: { done: 0, total: 2 }, engines: [] });
  });

  it('has every lab with nothing done for a new learner', () => {
    const labs = labReports([containersCourse], freshProgress);
    expect(labs.map((lab) => lab.steps.done)).toEqual([0, 0]);
    expect(labs.every((lab) => lab.lastPassedAt === null)).toBe(true);
  });
});
