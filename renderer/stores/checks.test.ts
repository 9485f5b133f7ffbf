// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StepResult } from '../../electron/shared/course/model';
import { DrydockError } from '../../electron/shared/errors';
import { installFakeBridge } from '../testing/fake-bridge';
import { sampleLessonHandlers } from '../testing/sample-lesson';
import { useChecksStore } from './checks';
import { useWorkspaceStore } from './workspace';

const lab = 'c/l/first';
const result: StepResult = {
  lab,
  step: 's',
  passed: false,
  engine: 'docker',
  simulated: false,
  outcomes: [],
};

describe('the checks store', () => {
  let checks: ReturnType<typeof useChecksStore>;
  /** Ends the check that runs. */
  let end: (outcome: StepResult | DrydockError) => void;
  let cancelled: string[];

  beforeEach(async () => {
    cancelled = [];
    installFakeBridge({
      ...sampleLessonHandlers(),
      'checks.run': () =>
        new Promise((resolve, reject) => {
          end = (outcome) => (outcome instanceof DrydockError ? reject(outcome) : resolve(outcome));
        }),
      'checks.cancel': async (of) => void cancelled.push(of),
    });
    setActivePinia(createPinia());
    await useWorkspaceStore().open(`lab/${lab}`);
    checks = useChecksStore();
  });

  /** Waits until a check that was started has saved the files and asked the main process. */
  const asked = () => new Promise((resolve) => setTimeout(resolve));

  it('makes one at a time and shows what came of it', async () => {
    const running = checks.run(lab, 's');
    expect(await checks.run(lab, 'other')).toBeNull();
    await asked();
    end(result);
    expect(await running).toEqual(result);
    expect(checks.of(lab, 's')).toMatchObject({ running: false, result, error: null });
  });

  it('forgets a cancelled check, and keeps the result before it', async () => {
    for (const before of [undefined, result]) {
      if (before) {
        const first = checks.run(lab, 's');
        await asked();
        end(before);
        await first;
      }
      const running = checks.run(lab, 's');
      await asked();
      await checks.cancel(lab);
      expect(checks.of(lab, 's')).toMatchObject({ running: true, cancelling: true });
      end(new DrydockError({ kind: 'cancelled', message: 'The check was cancelled.' }));
      expect(await running).toBeNull();
      if (before) expect(checks.of(lab, 's')).toMatchObject({ running: false, result: before, error: null });
      else expect(checks.of(lab, 's')).toBeUndefined();
      expect(checks.running).toBe(false);
    }
    expect(cancelled).toEqual([lab, lab]);
  });

  it('never asks when it was cancelled while the files were saved', async () => {
    const running = checks.run(lab, 's');
    await checks.cancel(lab);
    expect(await running).toBeNull();
    expect(checks.running).toBe(false);
  });

  it('says why a check could not be made', async () => {
    const running = checks.run(lab, 's');
    await asked();
    end(new DrydockError({ kind: 'engine-unavailable', message: 'Nobody answers.' }));
    expect(await running).toBeNull();
    expect(checks.of(lab, 's')?.error?.message).toBe('Nobody answers.');
    await checks.cancel(lab);
    expect(cancelled).toEqual([]);
  });
});
