import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Saved } from '../../electron/shared/contract';
import type { LessonKey } from '../../electron/shared/course/model';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import type { LearnerFact } from '../../electron/shared/progress/events';
import type { JournalHealth, ProgressState } from '../../electron/shared/progress/state';
import { summarise } from '../../electron/shared/progress/summary';
import { invoke, on } from '../api';
import { useCoursesStore } from './courses';

const nothingYet: ProgressState = { lessons: {}, labs: {}, completedCourses: {}, last: null };

/** What the learner has done, as the journal has it. */
export const useProgressStore = defineStore('progress', () => {
  const state = shallowRef<ProgressState>(nothingYet);
  const health = shallowRef<JournalHealth | null>(null);
  const error = shallowRef<ErrorData | null>(null);

  const courses = useCoursesStore();

  /** The state added up over the courses in the library. */
  const summary = computed(() => summarise(courses.courses ?? [], state.value));

  function listen(): void {
    on('progress.changed', (changed) => (state.value = changed));
  }

  async function load(): Promise<void> {
    error.value = null;
    try {
      [state.value, health.value] = await Promise.all([invoke('progress.state'), invoke('progress.health')]);
    } catch (thrown) {
      error.value = toErrorData(thrown);
    }
  }

  /** Looks at the journal anew: it grows with all that is done. */
  async function lookAtJournal(): Promise<void> {
    health.value = await invoke('progress.health');
  }

  /** Writes facts to the journal; they are durable when this resolves. */
  async function record(...facts: readonly LearnerFact[]): Promise<void> {
    await invoke('progress.record', facts);
  }

  function exportAs(format: 'json' | 'csv'): Promise<Saved> {
    return invoke('progress.export', format);
  }

  function importFile(): Promise<{ readonly added: number; readonly known: number } | null> {
    return invoke('progress.import');
  }

  /** Asks in a system dialog first; false when the learner said no. */
  function reset(scope: 'all' | LessonKey): Promise<boolean> {
    return invoke('progress.reset', scope);
  }

  return { state, health, error, summary, listen, load, lookAtJournal, record, exportAs, importFile, reset };
});
