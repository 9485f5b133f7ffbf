import { defineStore } from 'pinia';
import { computed, shallowReactive } from 'vue';
import type { LabKey, StepResult } from '../../electron/shared/course/model';
import { DrydockError, toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import { invoke } from '../api';
import { useWorkspaceStore } from './workspace';

/** What came of the last check of a step. */
export interface StepCheck {
  readonly running: boolean;
  /** The learner asked for it to be stopped. */
  readonly cancelling?: boolean;
  readonly result: StepResult | null;
  readonly error: ErrorData | null;
  /** The workspace store's revision that was checked. */
  readonly revision: number;
}

/** Checks of lab steps since the window opened; what was ever passed is in the progress store. */
export const useChecksStore = defineStore('checks', () => {
  const files = useWorkspaceStore();
  const checks = shallowReactive(new Map<string, StepCheck>());
  const running = computed(() => [...checks.values()].some((check) => check.running));

  function of(lab: LabKey, step: string): StepCheck | undefined {
    return checks.get(`${lab}/${step}`);
  }

  /** Saves the files and checks one step. Does nothing while a check runs. Null when it could not be done. */
  async function run(lab: LabKey, step: string): Promise<StepResult | null> {
    if (running.value) return null;
    const key = `${lab}/${step}`;
    const before = checks.get(key);
    checks.set(key, { running: true, result: before?.result ?? null, error: null, revision: files.revision });
    try {
      const [unsaved] = await files.flush();
      if (unsaved) throw notSaved(unsaved.path);
      if (checks.get(key)?.cancelling) throw new DrydockError({ kind: 'cancelled', message: 'Cancelled.' });
      const revision = files.revision;
      const result = await invoke('checks.run', lab, step);
      checks.set(key, { running: false, result, error: null, revision });
      return result;
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (error.kind !== 'cancelled')
        checks.set(key, { running: false, result: before?.result ?? null, error, revision: files.revision });
      else if (before) checks.set(key, before);
      else checks.delete(key);
      return null;
    }
  }

  /** Stops the check that runs, if one does; what was found before stays. */
  async function cancel(lab: LabKey): Promise<void> {
    const current = [...checks].find(([key, check]) => check.running && key.startsWith(`${lab}/`));
    if (!current) return;
    checks.set(current[0], { ...current[1], cancelling: true });
    await invoke('checks.cancel', lab);
  }

  return { running, of, run, cancel };
});

function notSaved(path: string): DrydockError {
  return new DrydockError({
    kind: 'conflict',
    message: `${path} is not saved, so it cannot be checked.`,
    remedy: 'Answer the question above the editor, then check again.',
  });
}
