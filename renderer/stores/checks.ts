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
    const before = checks.get(key)?.result ?? null;
    checks.set(key, { running: true, result: before, error: null, revision: files.revision });
    try {
      const [unsaved] = await files.flush();
      if (unsaved) throw notSaved(unsaved.path);
      const revision = files.revision;
      const result = await invoke('checks.run', lab, step);
      checks.set(key, { running: false, result, error: null, revision });
      return result;
    } catch (thrown) {
      checks.set(key, {
        running: false,
        result: before,
        error: toErrorData(thrown),
        revision: files.revision,
      });
      return null;
    }
  }

  return { running, of, run };
});

function notSaved(path: string): DrydockError {
  return new DrydockError({
    kind: 'conflict',
    message: `${path} is not saved, so it cannot be checked.`,
    remedy: 'Answer the question above the editor, then check again.',
  });
}
