import { describe, expect, it } from 'vitest';
import type { BuildEvent } from './build';
import { applyBuildEvent, startBuild, STEP_LOG_CAP, toRecord } from './record';

const start = startBuild({
  id: 'b1',
  workspace: 'scratch/12345678',
  engine: 'docker',
  simulated: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  options: {},
});
const plan: BuildEvent = {
  type: 'plan',
  stages: [
    {
      name: 'stage-0',
      base: 'a',
      steps: [
        { id: '0.0', text: 'FROM a' },
        { id: '0.1', text: 'RUN x' },
      ],
    },
  ],
};
const after = (...events: BuildEvent[]) =>
  events.reduce((state, event) => applyBuildEvent(state, event, 42), start);
const log = (text: string, step: string | null = '0.1'): BuildEvent => ({
  type: 'log',
  step,
  stream: 'stdout',
  text,
});

describe('the record of a build', () => {
  it('has no record while it runs', () => {
    expect(toRecord(after(plan))).toBeNull();
    expect(after(plan).steps.map((step) => step.state)).toEqual(['waiting', 'waiting']);
  });

  it('follows the steps to the end', () => {
    const record = toRecord(
      after(
        plan,
        { type: 'step-started', step: '0.0' },
        { type: 'step-finished', step: '0.0', cached: true, ms: 3 },
        { type: 'step-started', step: '0.1' },
        log('hello\n'),
        log('pulling\n', null),
        { type: 'step-finished', step: '0.1', cached: false, ms: 7, digest: 'd' },
        { type: 'done', imageId: 'i', tags: ['t'], ms: 99 },
      ),
    );
    expect(record).toMatchObject({ ms: 99, output: 'pulling\n', result: { ok: true, imageId: 'i' } });
    expect(record?.steps).toMatchObject([
      { state: 'cached', ms: 3, stage: 'stage-0' },
      { state: 'done', ms: 7, digest: 'd', log: 'hello\n' },
    ]);
    expect(record).not.toHaveProperty('stages');
  });

  it('marks the failed step, and the others that ran as cancelled', () => {
    const failure = { kind: 'run-failed', message: 'm', hint: 'h', step: '0.1' } as const;
    const running = after(plan, { type: 'step-started', step: '0.0' }, { type: 'step-started', step: '0.1' });
    const ended = applyBuildEvent(running, { type: 'failed', failure }, 5);
    expect(ended.steps.map((step) => step.state)).toEqual(['cancelled', 'failed']);
    expect(ended.ms).toBe(5);
  });

  it('keeps the end of a long log and counts the lines that went', () => {
    let state = after(plan);
    const lines = 200_000;
    for (let at = 0; at < lines; at += 100) {
      const text = Array.from({ length: 100 }, (_, index) => `line ${at + index}\n`).join('');
      state = applyBuildEvent(state, log(text), 1);
    }
    const step = state.steps[1];
    expect(step?.log.length).toBeLessThanOrEqual(STEP_LOG_CAP * 1.25);
    expect(step?.log.endsWith(`line ${lines - 1}\n`)).toBe(true);
    const kept = (step?.log.match(/\n/g) ?? []).length;
    expect(kept + (step?.logDropped ?? 0)).toBe(lines);
    expect(step?.log.startsWith('line ')).toBe(true);
  });

  it('does not change the state it was given', () => {
    const before = after(plan);
    const copy = structuredClone(before);
    applyBuildEvent(before, log('x'), 1);
    expect(before).toEqual(copy);
  });
});
