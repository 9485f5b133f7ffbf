import { describe, expect, it } from 'vitest';
import type { BuildEvent, BuildRecord } from '../../electron/shared/engine/build';
import { BuildRun, byStage } from './build-run';

const plan: BuildEvent = {
  type: 'plan',
  stages: [
    { name: 'build', base: 'busybox:1.36', steps: [{ id: '0.0', text: 'FROM busybox', line: 1 }] },
    {
      name: 'final',
      base: 'busybox:1.36',
      steps: [
        { id: '1.0', text: 'FROM busybox', line: 3 },
        { id: '1.1', text: 'RUN false', line: 4 },
      ],
    },
  ],
};

function play(...events: readonly BuildEvent[]): BuildRun {
  const run = new BuildRun('lab/c/l/a', 1000);
  events.forEach((event, index) => run.apply(event, 1000 + index * 100));
  return run;
}

describe('BuildRun', () => {
  it('follows a build that works', () => {
    const run = play(
      { type: 'context', files: 2, bytes: 300 },
      plan,
      { type: 'step-started', step: '0.0' },
      { type: 'step-finished', step: '0.0', cached: true, ms: 3 },
      { type: 'step-started', step: '1.1' },
      { type: 'log', step: '1.1', stream: 'stdout', text: 'hello\n' },
      { type: 'step-finished', step: '1.1', cached: false, ms: 120, bytesAdded: 44 },
      { type: 'done', imageId: 'sha256:abc', tags: ['mine:1'], ms: 500 },
    );
    expect(run.state).toBe('done');
    expect(run.steps.map((step) => step.state)).toEqual(['cached', 'waiting', 'done']);
    expect(run.steps[2]?.log.plain(0)).toBe('hello');
    expect(run.image).toEqual({ id: 'sha256:abc', tags: ['mine:1'] });
    expect(run.output.text()).toBe('FROM busybox\nRUN false\nhello');
  });

  it('marks the step that failed', () => {
    const run = play(
      plan,
      { type: 'step-started', step: '1.1' },
      {
        type: 'failed',
        failure: { kind: 'run-failed', message: 'It ended with 1.', hint: 'Look.', step: '1.1', line: 4 },
      },
    );
    expect(run.state).toBe('failed');
    expect(run.steps.find((step) => step.state === 'failed')?.id).toBe('1.1');
  });

  it('calls a cancelled build cancelled, not failed', () => {
    const run = play(
      plan,
      { type: 'step-started', step: '1.1' },
      { type: 'failed', failure: { kind: 'cancelled', message: 'Cancelled.', hint: '' } },
    );
    expect(run.state).toBe('cancelled');
    expect(run.steps.map((step) => step.state)).toEqual(['waiting', 'waiting', 'cancelled']);
    expect(run.failure).toBeNull();
  });

  it('is the same from the kept record', () => {
    const record: BuildRecord = {
      id: 'b1',
      workspace: 'lab/c/l/a',
      engine: 'docker',
      simulated: false,
      startedAt: '2026-01-01T00:00:00.000Z',
      ms: 700,
      options: {},
      contextHash: 'h',
      contextBytes: 300,
      contextFiles: 2,
      steps: [
        {
          id: '0.0',
          text: 'FROM busybox',
          stage: 'final',
          line: 1,
          state: 'cached',
          ms: 1,
          log: '',
          logDropped: 0,
        },
        {
          id: '0.1',
          text: 'RUN false',
          stage: 'final',
          line: 2,
          state: 'failed',
          log: 'oops\n',
          logDropped: 5,
        },
      ],
      warnings: [],
      output: '',
      result: {
        ok: false,
        failure: { kind: 'run-failed', message: 'It ended with 1.', hint: 'Look.', step: '0.1', line: 2 },
      },
    };
    const run = BuildRun.of(record);
    expect(run.over).toBe(true);
    expect(run.steps[1]?.log.plain(0)).toBe('oops');
    expect(run.steps[1]?.log.dropped).toBe(5);
    expect(run.ms).toBe(700);
  });
});

it('groups steps by stage in order', () => {
  expect(byStage(play(plan).steps).map(({ stage, steps }) => [stage, steps.length])).toEqual([
    ['build', 1],
    ['final', 2],
  ]);
});
