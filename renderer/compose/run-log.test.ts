import { describe, expect, it } from 'vitest';
import type { ComposeEvent } from '../../electron/shared/compose/event';
import { emptyRunLog, isSettled, withComposeEvent } from './run-log';

const step = (name: string, now: 'starting' | 'waiting' | 'done', message?: string): ComposeEvent => ({
  type: 'step',
  subject: { kind: 'service', name },
  step: now,
  ...(message !== undefined && { message }),
});
const after = (events: readonly ComposeEvent[]) => events.reduce(withComposeEvent, emptyRunLog);

describe('what a run of a project told', () => {
  it('is one line for each subject, as it stands now', () => {
    const log = after([
      step('db', 'starting'),
      step('web', 'starting'),
      step('db', 'waiting', 'for its health'),
      step('web', 'done'),
    ]);
    expect(log.subjects).toEqual([
      { subject: { kind: 'service', name: 'db' }, step: 'waiting', message: 'for its health' },
      { subject: { kind: 'service', name: 'web' }, step: 'done' },
    ]);
    expect(log.subjects.map(({ step: now }) => isSettled(now))).toEqual([false, true]);
  });

  it('shows the last line of a build, and warnings', () => {
    const log = after([
      {
        type: 'build',
        service: 'web',
        event: { type: 'log', step: null, stream: 'stdout', text: 'one\ntwo\n' },
      },
      { type: 'build', service: 'web', event: { type: 'step-started', step: '1' } },
      { type: 'warning', message: 'version is obsolete', line: 1 },
    ]);
    expect(log.subjects).toEqual([
      { subject: { kind: 'image', name: 'web' }, step: 'building', message: 'two' },
    ]);
    expect(log.warnings).toEqual([{ message: 'version is obsolete', line: 1 }]);
  });
});
