import { type LessonTally, type Tally, lessonShare, tallyLesson } from '../course/completion';
import type { CourseSummary, LessonItem, LessonKey, LessonSummary } from '../course/model';
import type { LessonShare, ProgressState } from './state';

/** One lesson on the dashboard. */
export interface LessonReport {
  readonly key: LessonKey;
  readonly title: string;
  readonly courseTitle: string;
  readonly tally: LessonTally;
  readonly share: LessonShare;
  /** Seconds of activity with the lesson in front. */
  readonly seconds: number;
  /** Minutes that its author expects. */
  readonly minutes: number;
  readonly completedAt: string | null;
  readonly started: boolean;
}

/** One topic on the dashboard: the questions and steps of the lessons that name it. */
export interface TopicReport {
  readonly topic: string;
  readonly lessons: number;
  readonly completed: number;
  readonly questions: Tally;
  readonly steps: Tally;
}

/** What to do next, and why just that. */
export interface NextStep {
  readonly lesson: LessonKey;
  readonly title: string;
  /** Item of the lesson, and the question or step in it. */
  readonly item: string;
  readonly target?: string;
  readonly why: 'continue' | 'unfinished' | 'start' | 'next-lesson';
}

/** The dashboard's numbers: counts of what was done, nothing that rewards or nags. */
export interface ProgressSummary {
  readonly lessons: readonly LessonReport[];
  readonly topics: readonly TopicReport[];
  readonly completedLessons: Tally;
  readonly questions: Tally;
  readonly steps: Tally;
  /** Passed steps that an engine only simulated. */
  readonly simulatedSteps: number;
  readonly seconds: number;
  readonly points: number;
  readonly next: NextStep | null;
}

/** Adds up a state over the courses in the library. Progress in courses that are not open is left out. */
export function summarise(courses: readonly CourseSummary[], state: ProgressState): ProgressSummary {
  const lessons = courses.flatMap((course) => course.lessons.map((lesson) => report(course, lesson, state)));
  const keys = new Set<string>(lessons.map((lesson) => lesson.key));
  const labs = Object.entries(state.labs).filter(([key]) => keys.has(key.split('/').slice(0, 2).join('/')));
  return {
    lessons,
    topics: topicReports(courses, state),
    completedLessons: { done: lessons.filter(isDone).length, total: lessons.length },
    questions: sum(lessons.map((lesson) => lesson.tally.questions)),
    steps: sum(lessons.map((lesson) => lesson.tally.steps)),
    simulatedSteps: lessons.reduce((total, lesson) => total + lesson.tally.simulatedSteps, 0),
    seconds: lessons.reduce((total, lesson) => total + lesson.seconds, 0),
    points: labs
      .flatMap(([, lab]) => Object.values(lab.steps))
      .reduce((total, step) => total + step.points, 0),
    next: nextStep(courses, state),
  };
}

function report(course: CourseSummary, lesson: LessonSummary, state: ProgressState): LessonReport {
  const progress = state.lessons[lesson.key];
  const tally = tallyLesson(lesson, state);
  return {
    key: lesson.key,
    title: lesson.title,
    courseTitle: course.title,
    tally,
    share: lessonShare(lesson, state),
    seconds: progress?.seconds ?? 0,
    minutes: lesson.minutes,
    completedAt: progress?.completedAt ?? null,
    started: progress !== undefined || tally.steps.done > 0,
  };
}

function topicReports(courses: readonly CourseSummary[], state: ProgressState): TopicReport[] {
  const lessons = courses.flatMap((course) => course.lessons);
  const topics = [...new Set(lessons.flatMap((lesson) => lesson.topics))].sort();
  return topics.map((topic) => {
    const about = lessons.filter((lesson) => lesson.topics.includes(topic));
    const tallies = about.map((lesson) => tallyLesson(lesson, state));
    return {
      topic,
      lessons: about.length,
      completed: about.filter((lesson) => (state.lessons[lesson.key]?.completedAt ?? null) !== null).length,
      questions: sum(tallies.map((tally) => tally.questions)),
      steps: sum(tallies.map((tally) => tally.steps)),
    };
  });
}

/**
 * What a learner would want to do next: go on in the lesson they were in last; else what is unfinished in a lesson they
 * began; else the first lesson they have not completed. Null when all is done.
 */
export function nextStep(courses: readonly CourseSummary[], state: ProgressState): NextStep | null {
  const lessons = courses.flatMap((course) => course.lessons).filter((lesson) => lesson.items.length > 0);
  const open = lessons.filter((lesson) => (state.lessons[lesson.key]?.completedAt ?? null) === null);
  const { last } = state;
  const lastLesson = open.find((lesson) => lesson.key === last?.lesson);
  if (last !== null && lastLesson?.items.some((item) => item.id === last.item) === true) {
    const target = last.target === undefined ? {} : { target: last.target };
    return { lesson: lastLesson.key, title: lastLesson.title, item: last.item, ...target, why: 'continue' };
  }
  const begun = open.find((lesson) => state.lessons[lesson.key] !== undefined);
  const lesson = begun ?? open[0];
  if (lesson === undefined) return null;
  const place = lesson.items
    .map((item) => unfinished(item, lesson.key, state))
    .find((found) => found !== null);
  const fallback = { item: lesson.items[0]?.id ?? 'deck' };
  const why = begun !== undefined ? 'unfinished' : open.length === lessons.length ? 'start' : 'next-lesson';
  return { lesson: lesson.key, title: lesson.title, ...(place ?? fallback), why };
}

function unfinished(
  item: LessonItem,
  lesson: LessonKey,
  state: ProgressState,
): { readonly item: string; readonly target?: string } | null {
  const progress = state.lessons[lesson];
  if (item.kind === 'deck') {
    return (progress?.slidesSeen.length ?? 0) < item.slideCount ? { item: item.id } : null;
  }
  const target =
    item.kind === 'quiz'
      ? item.questions.find(({ id }) => progress?.quiz[id]?.correct !== true)?.id
      : item.stepIds.find((id) => (state.labs[item.key]?.steps[id]?.passedAt ?? null) === null);
  return target === undefined ? null : { item: item.id, target };
}

const isDone = (lesson: LessonReport): boolean => lesson.completedAt !== null;

const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((a, b) => ({ done: a.done + b.done, total: a.total + b.total }), { done: 0, total: 0 });
