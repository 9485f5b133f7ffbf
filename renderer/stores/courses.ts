import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { CourseSummary, LessonKey, LessonSummary } from '../../electron/shared/course/model';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import { invoke, on } from '../api';

/** The courses in the library. */
export const useCoursesStore = defineStore('courses', () => {
  /** Null while they are being read for the first time. */
  const courses = shallowRef<readonly CourseSummary[] | null>(null);
  const error = shallowRef<ErrorData | null>(null);

  const lessons = computed(
    () =>
      new Map<LessonKey, LessonSummary>(
        (courses.value ?? []).flatMap((course) =>
          course.lessons.map((lesson) => [lesson.key, lesson] as const),
        ),
      ),
  );

  function lesson(key: LessonKey): LessonSummary | undefined {
    return lessons.value.get(key);
  }

  function courseOf(key: LessonKey): CourseSummary | undefined {
    return courses.value?.find((course) => key.startsWith(`${course.id}/`));
  }

  function listen(): void {
    on('courses.changed', (changed) => (courses.value = changed));
  }

  async function load(): Promise<void> {
    error.value = null;
    try {
      courses.value = await invoke('courses.list');
    } catch (thrown) {
      error.value = toErrorData(thrown);
    }
  }

  /** Opens what the learner picks in a dialog; null when they closed it. */
  async function choose(what: 'folder' | 'archive'): Promise<CourseSummary | null> {
    const course = await invoke('courses.choose', what);
    if (course) await load();
    return course;
  }

  /** Opens a folder or zip by its path on disk. */
  async function open(path: string): Promise<CourseSummary> {
    const course = await invoke('courses.open', path);
    await load();
    return course;
  }

  async function close(course: string): Promise<void> {
    await invoke('courses.close', course);
    await load();
  }

  return { courses, error, lesson, courseOf, listen, load, choose, open, close };
});
