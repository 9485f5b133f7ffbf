import type { RouteLocationRaw } from 'vue-router';
import type { LessonKey } from '../electron/shared/course/model';

/** Names of the app's views. */
export const routeNames = {
  library: 'library',
  lesson: 'lesson',
  progress: 'progress',
  images: 'images',
  containers: 'containers',
  settings: 'settings',
  rules: 'rules',
  review: 'review',
  glossary: 'glossary',
  learned: 'learned',
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

/** Where the containers are listed, one of them open. */
export function containersLocation(container?: string, tab?: string): RouteLocationRaw {
  return {
    name: routeNames.containers,
    query: { ...(container !== undefined && { container }), ...(tab !== undefined && { tab }) },
  };
}

/** Where the images are listed: one of them open, or two compared. */
export function imagesLocation(image?: string, other?: string): RouteLocationRaw {
  return {
    name: routeNames.images,
    query: { ...(image !== undefined && { image }), ...(other !== undefined && { other }) },
  };
}

/** Where a line of a lab's Dockerfile is edited; null for files that are in no lab. */
export function dockerfileLocation(workspace: string, file: string, line: number): RouteLocationRaw | null {
  const [, course, lesson, lab] = /^lab\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(workspace) ?? [];
  if (course === undefined || lesson === undefined || lab === undefined) return null;
  return { ...lessonPlace(course, lesson), query: { item: lab, target: file, line: String(line) } };
}

function lessonPlace(course: string, lesson: string) {
  return { name: routeNames.lesson, params: { course, lesson } };
}

/** The glossary: all of it, or at a term, named by course and id. */
export function glossaryLocation(course?: string, term?: string): RouteLocationRaw {
  return { name: routeNames.glossary, query: course && term ? { term: `${course}/${term}` } : {} };
}

/** What was learned in a lesson. */
export function learnedLocation(lesson: LessonKey): RouteLocationRaw {
  const [course = '', id = ''] = lesson.split('/');
  return { name: routeNames.learned, params: { course, lesson: id } };
}
