import type { ProgressFact } from './events';
import type { ProgressState } from './state';

/** Whether a fact changes anything that is kept: a slide seen again does not grow the journal. */
export function isNews(state: ProgressState, fact: ProgressFact): boolean {
  switch (fact.kind) {
    case 'slide-seen':
      return state.lessons[lessonKey(fact.lesson)]?.slidesSeen.includes(fact.slide) !== true;
    case 'bookmark-set':
      return (state.lessons[lessonKey(fact.lesson)]?.bookmarks.includes(fact.slide) === true) !== fact.on;
    case 'note-written':
      return (state.lessons[lessonKey(fact.lesson)]?.notes[fact.slide] ?? '') !== fact.text;
    case 'lesson-completed':
      return (state.lessons[lessonKey(fact.lesson)]?.completedAt ?? null) === null;
    case 'course-completed':
      return !Object.hasOwn(state.completedCourses, fact.course);
    default:
      return true;
  }
}

const lessonKey = (key: string): keyof ProgressState['lessons'] => key as keyof ProgressState['lessons'];
