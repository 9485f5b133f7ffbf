import { describe, expect, it } from 'vitest';
import type { StepRecord } from '../../../electron/shared/engine/build';
import { buildNotesChanged, buildNotesOf, notesOf, setBuildNotes } from './build-notes';

const step = (change: Partial<StepRecord>): StepRecord => ({
  id: '0.1',
  text: 'RUN true',
  stage: 'one',
  line: 2,
  state: 'done',
  log: '',
  logDropped: 0,
  ...change,
});

describe('notesOf', () => {
  it('says what a step took and what its layer weighs', () => {
    expect(
      notesOf([
        step({ ms: 1234, bytesAdded: 4_500_000 }),
        step({ line: 3, state: 'cached', ms: 0, bytesAdded: 12 }),
        step({ line: 4, state: 'failed', ms: 100 }),
      ]),
    ).toEqual([
      { line: 2, text: '1.2 s · +4.5 MB' },
      { line: 3, text: 'cached · +12 B' },
      { line: 4, text: 'failed' },
    ]);
  });

  it('says nothing of steps without a line, that never ran, or that take and add nothing', () => {
    const { id, text, stage, state, log, logDropped } = step({ ms: 9 });
    const lineless = { id, text, stage, state, log, logDropped, ms: 900 };
    expect(notesOf([lineless, step({ state: 'waiting' }), step({ ms: 0, bytesAdded: 0 })])).toEqual([]);
  });
});

describe('the notes', () => {
  it('are those of one build, and tell when they change', () => {
    let told = 0;
    const listening = buildNotesChanged(() => (told += 1));
    setBuildNotes('/a', [{ line: 1, text: 'x' }]);
    setBuildNotes('/b', [{ line: 2, text: 'y' }]);
    listening.dispose();
    setBuildNotes('', []);
    expect(told).toBe(2);
    expect(buildNotesOf('/b')).toEqual([]);
  });
});
