import type { RouteLocationRaw } from 'vue-router';
import type { LessonKey } from '../electron/shared/course/model';

/** Names of the app's views. */
export const routeNames = {
  library: 'library',
  lesson: 'lesson',
  progress: 'progress',
  settings: 'settings',
  rules: 'rules',
  notFound: 'not-found',
} as const;

/** Where a lesson is shown: at an item (`deck`, `quiz`, a lab's id), and at a slide, step or file in it. */
export function lessonLocation(lesson: LessonKey, item?: string, target?: string): RouteLocationRaw {
  const [course = '', id = ''] = lesson.split('/');
  return {
    name: routeNames.lesson,
    params: { course, lesson: id },
    query: { ...(item ? { item } : {}), ...(target ? { target } : {}) },
  };
}

/** Where the rules of the linter are listed: all, or at one of them, named by id. */
export function rulesLocation(rule?: string): RouteLocationRaw {
  return { name: routeNames.rules, query: rule === undefined ? {} : { rule } };
}
