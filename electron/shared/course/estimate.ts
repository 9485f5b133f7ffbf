import type { LessonSummary } from './model';

/** Minutes that a quiz question takes, and the least that a slide does. */
const perQuestion = 1;
const perSlide = 0.75;

/**
 * Minutes that each item of a lesson is expected to take, by item id. A lab says it itself, a question is taken as one
 * minute, and the slides get what is left of the lesson's time, but not less than three quarters of a minute each.
 */
export function itemMinutes(lesson: LessonSummary): Readonly<Record<string, number>> {
  const others = lesson.items.map((item): readonly [string, number] => {
    if (item.kind === 'lab') return [item.id, item.minutes];
    return [item.id, item.kind === 'quiz' ? Math.max(1, item.questions.length * perQuestion) : 0];
  });
  const taken = others.reduce((sum, [, minutes]) => sum + minutes, 0);
  const deck = lesson.items.find((item) => item.kind === 'deck');
  if (deck?.kind !== 'deck') return Object.fromEntries(others);
  const slides = Math.max(1, Math.round(Math.max(lesson.minutes - taken, deck.slideCount * perSlide)));
  return { ...Object.fromEntries(others), [deck.id]: slides };
}
