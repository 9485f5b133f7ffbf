import type { CourseSummary, LessonKey } from '../course/model';
import type { ProgressState, ReviewCard } from './state';

/** A missed question and when it comes back. */
export interface ReviewItem {
  readonly lesson: LessonKey;
  readonly lessonTitle: string;
  readonly question: string;
  /** What it asks, in Markdown. */
  readonly prompt: string;
  readonly card: ReviewCard;
}

/** Every missed question of the courses in the library, the longest due first. What a course no longer asks is left out. */
export function reviewItems(courses: readonly CourseSummary[], state: ProgressState): readonly ReviewItem[] {
  const lessons = courses.flatMap((course) => course.lessons);
  return lessons
    .flatMap((lesson) => {
      const asked = lesson.items.flatMap((item) => (item.kind === 'quiz' ? item.questions : []));
      const reviews = state.lessons[lesson.key]?.reviews ?? {};
      return asked.flatMap(({ id: question, prompt }): ReviewItem[] => {
        const card = Object.hasOwn(reviews, question) ? reviews[question] : undefined;
        return card ? [{ lesson: lesson.key, lessonTitle: lesson.title, question, prompt, card }] : [];
      });
    })
    .sort((a, b) => a.card.due.localeCompare(b.card.due));
}

/** The items that are due. */
export function dueItems(items: readonly ReviewItem[], now: Date): readonly ReviewItem[] {
  const limit = now.toISOString();
  return items.filter(({ card }) => card.due <= limit);
}
