import type { LabKey, LessonKey } from '../course/model';
import { assertNever } from '../errors';
import type { ProgressEvent, ProgressFact } from './events';
import { missed, reviewed } from './review';
import type { LabProgress, LessonProgress, ProgressState } from './state';

/** What a learner's progress is before the first event. */
export const emptyProgress: ProgressState = { lessons: {}, labs: {}, completedCourses: {}, last: null };

const newLesson: LessonProgress = {
  slidesSeen: [],
  seconds: 0,
  itemSeconds: {},
  quiz: {},
  reviews: {},
  bookmarks: [],
  notes: {},
  last: null,
  completedAt: null,
};
const newLab: LabProgress = { steps: {}, resets: 0 };
type StepProgress = LabProgress['steps'][string];
const newStep: StepProgress = {
  tries: 0,
  checksPassed: [],
  hintsShown: 0,
  passedAt: null,
  points: 0,
  engine: null,
  simulated: false,
};

/** The state after one more event. Pure: parts that did not change are the same objects as before. */
export function reduce(state: ProgressState, { fact, at }: ProgressEvent): ProgressState {
  switch (fact.kind) {
    case 'visited':
      return visit(state, fact, at);
    case 'slide-seen':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        slidesSeen: withValue(lesson.slidesSeen, fact.slide),
      }));
    case 'time-spent':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        seconds: lesson.seconds + fact.seconds,
      }));
    case 'quiz-answered':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        quiz: answered(lesson.quiz, fact, at),
        ...(!fact.correct && {
          reviews: { ...lesson.reviews, [fact.question]: missed(own(lesson.reviews, fact.question), at) },
        }),
      }));
    case 'item-time-spent':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        seconds: lesson.seconds + fact.seconds,
        itemSeconds: {
          ...lesson.itemSeconds,
          [fact.item]: (own(lesson.itemSeconds, fact.item) ?? 0) + fact.seconds,
        },
      }));
    case 'question-reviewed':
      return onLesson(state, fact.lesson, (lesson) => cameBack(lesson, fact, at));
    case 'hint-shown':
      return onStep(state, fact.lab, fact.step, (step) => ({
        ...step,
        hintsShown: Math.max(step.hintsShown, fact.hint + 1),
      }));
    case 'step-tried':
      return onStep(state, fact.lab, fact.step, (step) => ({ ...step, tries: step.tries + 1 }));
    case 'check-passed':
      return onStep(state, fact.lab, fact.step, (step) => ({
        ...step,
        checksPassed: withValue(step.checksPassed, fact.check),
      }));
    case 'step-passed':
      return onStep(state, fact.lab, fact.step, (step) => passed(step, fact, at));
    case 'lab-reset':
      return onLab(state, fact.lab, (lab) => ({ ...lab, resets: lab.resets + 1 }));
    case 'lesson-completed':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        completedAt: earliest(lesson.completedAt, at),
      }));
    case 'course-completed': {
      const completed = earliest(own(state.completedCourses, fact.course) ?? null, at);
      return { ...state, completedCourses: { ...state.completedCourses, [fact.course]: completed } };
    }
    case 'bookmark-set':
      return onLesson(state, fact.lesson, (lesson) => ({
        ...lesson,
        bookmarks: fact.on
          ? withValue(lesson.bookmarks, fact.slide)
          : lesson.bookmarks.filter((slide) => slide !== fact.slide),
      }));
    case 'note-written':
      return onLesson(state, fact.lesson, (lesson) => ({ ...lesson, notes: noted(lesson.notes, fact) }));
    case 'variables-drawn':
      return onLab(state, fact.lab, (lab) => ({ ...lab, variables: fact.values }));
    case 'progress-reset':
      return reset(state, fact.scope);
    default:
      return assertNever(fact);
  }
}

/** The state that a journal adds up to. Events count in the order of the journal. */
export function reduceAll(
  events: Iterable<ProgressEvent>,
  from: ProgressState = emptyProgress,
): ProgressState {
  let state = from;
  for (const event of events) state = reduce(state, event);
  return state;
}

/** Whether a reset of `scope` (`all` or a lesson) takes back what a fact says. */
export function isInScope(scope: string, fact: ProgressFact): boolean {
  if (scope === 'all') return true;
  if ('lesson' in fact) return fact.lesson === scope;
  if ('lab' in fact) return fact.lab.startsWith(`${scope}/`);
  return fact.kind === 'course-completed' && scope.startsWith(`${fact.course}/`);
}

type Fact<K extends ProgressFact['kind']> = Extract<ProgressFact, { kind: K }>;

function visit(state: ProgressState, fact: Fact<'visited'>, at: string): ProgressState {
  const place = { item: fact.item, ...(fact.target !== undefined && { target: fact.target }), at };
  const visited = onLesson(state, fact.lesson, (lesson) =>
    isOlder(at, lesson.last?.at) ? lesson : { ...lesson, last: place },
  );
  return isOlder(at, state.last?.at)
    ? visited
    : { ...visited, last: { lesson: fact.lesson as LessonKey, ...place } };
}

function answered(
  quiz: LessonProgress['quiz'],
  fact: Fact<'quiz-answered'>,
  at: string,
): LessonProgress['quiz'] {
  const before = own(quiz, fact.question);
  const tries = (before?.tries ?? 0) + 1;
  const answer =
    before !== undefined && isOlder(at, before.at)
      ? { ...before, tries }
      : { correct: fact.correct, tries, at, answer: fact.answer };
  return { ...quiz, [fact.question]: answer };
}

/** A right answer makes the question right; a wrong one only shortens the time until it comes back. */
function cameBack(lesson: LessonProgress, fact: Fact<'question-reviewed'>, at: string): LessonProgress {
  const card = reviewed(own(lesson.reviews, fact.question), fact.rating, at);
  const { lesson: key, question, answer } = fact;
  return {
    ...lesson,
    reviews: { ...lesson.reviews, [fact.question]: card },
    ...(fact.rating !== 'again' && {
      quiz: answered(
        lesson.quiz,
        { kind: 'quiz-answered', lesson: key, question, answer, correct: true },
        at,
      ),
    }),
  };
}

/** A step keeps its first pass, but a pass on an engine that really ran it replaces a simulated one. */
function passed(step: StepProgress, fact: Fact<'step-passed'>, at: string): StepProgress {
  const replaces = step.passedAt === null || (step.simulated && !fact.simulated);
  return {
    ...step,
    passedAt: earliest(step.passedAt, at),
    points: Math.max(step.points, fact.points),
    ...(replaces && { engine: fact.engine, simulated: fact.simulated }),
  };
}

function noted(notes: LessonProgress['notes'], fact: Fact<'note-written'>): LessonProgress['notes'] {
  const others = Object.fromEntries(Object.entries(notes).filter(([slide]) => slide !== fact.slide));
  return fact.text.trim() === '' ? others : { ...others, [fact.slide]: fact.text };
}

function reset(state: ProgressState, scope: string): ProgressState {
  if (scope === 'all') return emptyProgress;
  const course = scope.split('/')[0];
  return {
    lessons: without(state.lessons, (key) => key === scope),
    labs: without(state.labs, (key) => key.startsWith(`${scope}/`)),
    completedCourses: without(state.completedCourses, (key) => key === course),
    last: state.last?.lesson === scope ? null : state.last,
  };
}

function onLesson(
  state: ProgressState,
  key: string,
  change: (lesson: LessonProgress) => LessonProgress,
): ProgressState {
  const lesson = change(own(state.lessons, key) ?? newLesson);
  return { ...state, lessons: { ...state.lessons, [key]: lesson } };
}

function onLab(state: ProgressState, key: string, change: (lab: LabProgress) => LabProgress): ProgressState {
  const lab = change(own(state.labs, key) ?? newLab);
  return { ...state, labs: { ...state.labs, [key as LabKey]: lab } };
}

function onStep(
  state: ProgressState,
  key: string,
  step: string,
  change: (step: StepProgress) => StepProgress,
): ProgressState {
  return onLab(state, key, (lab) => ({
    ...lab,
    steps: { ...lab.steps, [step]: change(own(lab.steps, step) ?? newStep) },
  }));
}

/** A record's own entry: an id like `constructor` must not find what every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function without<T>(record: Readonly<Record<string, T>>, drop: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !drop(key)));
}

const withValue = (values: readonly string[], value: string): readonly string[] =>
  values.includes(value) ? values : [...values, value];
const earliest = (a: string | null, b: string): string => (a !== null && a < b ? a : b);
const isOlder = (at: string, than: string | undefined): boolean => than !== undefined && at < than;
