import { describe, expect, it } from 'vitest';
import type { ProgressFact } from '../progress/events';
import { emptyProgress, reduce } from '../progress/reduce';
import type { ProgressState } from '../progress/state';
import { completionFacts, isLessonComplete, lessonShare } from './completion';
import type { CourseSummary, LessonItem, LessonSummary } from './model';

const deck: LessonItem = { kind: 'deck', id: 'deck', path: 'slides.md', slideCount: 2 };
const quiz: LessonItem = {
  kind: 'quiz',
  id: 'quiz',
  path: 'quiz.yaml',
  questions: [
    { id: 'a', prompt: '' },
    { id: 'b', prompt: '' },
    { id: 'c', prompt: '' },
    { id: 'd', prompt: '' },
    { id: 'e', prompt: '' },
  ],
};
const lab: LessonItem = { kind: 'lab', id: 'l', key: 'c/x/l', title: 'L', minutes: 5, stepIds: ['s', 't'] };
const lesson = (...items: LessonItem[]): LessonSummary => ({
  key: 'c/x',
  id: 'x',
  number: 1,
  title: 'X',
  objectives: [],
  minutes: 5,
  topics: [],
  items,
  problems: [],
});
const course = (...lessons: LessonSummary[]): CourseSummary => ({
  id: 'c',
  version: '1.0.0',
  title: 'C',
  summary: '',
  authors: [],
  license: '',
  language: 'en',
  origin: 'shipped',
  folder: '/c',
  completion: { quizShare: 0.8, labs: 'all' },
  lessons,
  problems: [],
});
const after = (...facts: ProgressFact[]): ProgressState =>
  facts.reduce(
    (state, fact) => reduce(state, { v: 1, id: 'x', at: '2026-01-01T00:00:00.000Z', fact }),
    emptyProgress,
  );
const right = (question: string): ProgressFact => ({
  kind: 'quiz-answered',
  lesson: 'c/x',
  question,
  correct: true,
  answer: '',
});
const seen = (slide: string): ProgressFact => ({ kind: 'slide-seen', lesson: 'c/x', slide });
const step = (id: string): ProgressFact => ({
  kind: 'step-passed',
  lab: 'c/x/l',
  step: id,
  points: 1,
  engine: 'docker',
  simulated: false,
});
const rule = course().completion;

describe('completion', () => {
  it('needs the share of the questions and every step, not every slide', () => {
    const whole = lesson(deck, quiz, lab);
    const four = ['a', 'b', 'c', 'd'].map(right);
    expect(isLessonComplete(whole, rule, after(...four, step('s'), step('t')))).toBe(true);
    expect(isLessonComplete(whole, rule, after(...four, step('s')))).toBe(false);
    expect(isLessonComplete(whole, rule, after(...four.slice(1), step('s'), step('t')))).toBe(false);
    expect(isLessonComplete(whole, { quizShare: 0.8, labs: 'none' }, after(...four))).toBe(true);
  });

  it('needs every slide where a lesson proves nothing else', () => {
    expect(isLessonComplete(lesson(deck), rule, after(seen('one')))).toBe(false);
    expect(isLessonComplete(lesson(deck), rule, after(seen('one'), seen('two')))).toBe(true);
  });

  it('never completes a lesson that is empty or damaged', () => {
    expect(isLessonComplete(lesson(), rule, emptyProgress)).toBe(false);
    const damaged = { ...lesson(quiz), problems: [{ severity: 'error' as const, file: 'f', message: 'm' }] };
    expect(isLessonComplete(damaged, { quizShare: 0, labs: 'none' }, emptyProgress)).toBe(false);
  });

  it('gives shares that ignore what the course no longer has', () => {
    const state = after(
      seen('1'),
      seen('2'),
      seen('gone'),
      right('a'),
      right('gone'),
      step('s'),
      step('gone'),
    );
    const share = lessonShare(lesson(deck, quiz, lab), state);
    expect(share).toEqual({ lesson: 'c/x', deck: 1, quiz: 0.2, labs: 0.5, all: (1 + 0.2 + 0.5) / 3 });
  });

  it('finds what is newly completed, once', () => {
    const courses = [course(lesson(lab))];
    const done = after(step('s'), step('t'));
    const facts = completionFacts(courses, done);
    expect(facts).toEqual([
      { kind: 'lesson-completed', lesson: 'c/x' },
      { kind: 'course-completed', course: 'c' },
    ]);
    const at = '2026-01-02T00:00:00.000Z';
    const recorded = facts.reduce((state, fact) => reduce(state, { v: 1, id: 'y', at, fact }), done);
    expect(completionFacts(courses, recorded)).toEqual([]);
  });
});
