import { expect, it } from 'vitest';
import { itemMinutes } from './estimate';
import type { LessonItem, LessonSummary } from './model';

const deck: LessonItem = { kind: 'deck', id: 'deck', path: 'slides.md', slideCount: 12 };
const quiz: LessonItem = {
  kind: 'quiz',
  id: 'quiz',
  path: 'quiz.yaml',
  questions: [
    { id: 'a', prompt: '' },
    { id: 'b', prompt: '' },
  ],
};
const lab: LessonItem = { kind: 'lab', id: 'x', key: 'c/l/x', title: 'X', minutes: 15, stepIds: [] };
const lesson = (minutes: number, ...items: LessonItem[]): LessonSummary => ({
  ...{ key: 'c/l', id: 'l', number: 1, title: 'L', objectives: [], minutes, topics: [], items, problems: [] },
});

it('gives the slides what labs and questions leave, and never nothing', () => {
  expect(itemMinutes(lesson(40, deck, lab, quiz))).toEqual({ deck: 23, x: 15, quiz: 2 });
  expect(itemMinutes(lesson(5, deck, lab))).toEqual({ deck: 9, x: 15 });
  expect(itemMinutes(lesson(5, quiz))).toEqual({ quiz: 2 });
});
