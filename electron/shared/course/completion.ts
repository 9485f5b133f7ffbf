import type { LessonShare, ProgressState } from '../progress/state';
import type { CourseSummary, LessonKey, LessonSummary } from './model';

/** What a course demands of a lesson before it counts as completed. */
export type CompletionRule = CourseSummary['completion'];

/** How much of one kind of thing is done. */
export interface Tally {
  readonly done: number;
  readonly total: number;
}

/** Slides seen, questions answered right and lab steps passed of one lesson, against what there is today. */
export interface LessonTally {
  readonly slides: Tally;
  readonly questions: Tally;
  readonly steps: Tally;
  /** Steps among the done ones whose engine only simulated what it reported. */
  readonly simulatedSteps: number;
}

/** Counts what a learner did in a lesson. What the course no longer has does not count. */
export function tallyLesson(lesson: LessonSummary, state: ProgressState): LessonTally {
  const progress = state.lessons[lesson.key];
  const slides = { done: 0, total: 0 };
  const questions = { done: 0, total: 0 };
  const steps = { done: 0, total: 0 };
  let simulatedSteps = 0;
  for (const item of lesson.items) {
    if (item.kind === 'deck') {
      slides.total += item.slideCount;
    } else if (item.kind === 'quiz') {
      questions.total += item.questions.length;
      questions.done += item.questions.filter(({ id }) => progress?.quiz[id]?.correct === true).length;
    } else {
      const passed = item.stepIds
        .map((id) => state.labs[item.key]?.steps[id])
        .filter((step) => (step?.passedAt ?? null) !== null);
      steps.total += item.stepIds.length;
      steps.done += passed.length;
      simulatedSteps += passed.filter((step) => step?.simulated === true).length;
    }
  }
  // Slides are counted, not named, in a summary: a deck that shrank must not be more than wholly seen.
  slides.done = Math.min(progress?.slidesSeen.length ?? 0, slides.total);
  return { slides, questions, steps, simulatedSteps };
}

/** Shares done of a lesson, 0 to 1. What a lesson does not have counts as done in its own share and not at all in `all`. */
export function lessonShare(lesson: LessonSummary, state: ProgressState): LessonShare {
  const { slides, questions, steps } = tallyLesson(lesson, state);
  const parts = [slides, questions, steps].filter((tally) => tally.total > 0);
  const all = parts.length === 0 ? 0 : parts.reduce((sum, tally) => sum + share(tally), 0) / parts.length;
  return { lesson: lesson.key, deck: share(slides), quiz: share(questions), labs: share(steps), all };
}

const share = ({ done, total }: Tally): number => (total === 0 ? 1 : done / total);

/**
 * Whether a lesson is completed by its course's rule. Questions and lab steps prove it; slides count only where a
 * lesson has nothing else that the rule looks at. A lesson with an error in its files is never completed.
 */
export function isLessonComplete(lesson: LessonSummary, rule: CompletionRule, state: ProgressState): boolean {
  if (lesson.items.length === 0 || lesson.problems.some((problem) => problem.severity === 'error'))
    return false;
  const { slides, questions, steps } = tallyLesson(lesson, state);
  const quizCounts = questions.total > 0 && rule.quizShare > 0;
  const labsCount = steps.total > 0 && rule.labs === 'all';
  if (!quizCounts && !labsCount) return slides.done === slides.total;
  const quizDone = !quizCounts || share(questions) >= rule.quizShare - 1e-9; // 4 of 5 is 0.8, whatever the rounding
  const labsDone = !labsCount || steps.done === steps.total;
  return quizDone && labsDone;
}

/** Facts of completion that follow from a state and are not in it yet. Once completed, a lesson stays completed. */
export function completionFacts(
  courses: readonly CourseSummary[],
  state: ProgressState,
): ({ kind: 'lesson-completed'; lesson: LessonKey } | { kind: 'course-completed'; course: string })[] {
  return courses.flatMap((course) => {
    const wasDone = (lesson: LessonSummary): boolean =>
      (state.lessons[lesson.key]?.completedAt ?? null) !== null;
    const newlyDone = course.lessons.filter(
      (lesson) => !wasDone(lesson) && isLessonComplete(lesson, course.completion, state),
    );
    const courseDone =
      course.lessons.length > 0 &&
      course.problems.every((problem) => problem.severity !== 'error') &&
      state.completedCourses[course.id] === undefined &&
      course.lessons.every((lesson) => wasDone(lesson) || newlyDone.includes(lesson));
    return [
      ...newlyDone.map((lesson) => ({ kind: 'lesson-completed' as const, lesson: lesson.key })),
      ...(courseDone ? [{ kind: 'course-completed' as const, course: course.id }] : []),
    ];
  });
}
