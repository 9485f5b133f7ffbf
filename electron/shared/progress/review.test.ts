import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CourseSummary } from '../course/model';
import type { ProgressEvent, ProgressFact } from './events';
import { exportCsv, exportJson, parseExport } from './export';
import { emptyProgress, reduceAll } from './reduce';
import { missed, reviewed } from './review';
import { dueItems, reviewItems } from './review-items';

const day = (n: number, hour = 9): string => new Date(Date.UTC(2026, 0, 1 + n, hour)).toISOString();
let count = 0;
const event = (fact: ProgressFact, at: string): ProgressEvent => ({
  v: 1,
  id: `review-${++count}`,
  at,
  fact,
});
const where = { lesson: 'c/l', question: 'q' };
const answer = (correct: boolean): ProgressFact => ({ kind: 'quiz-answered', ...where, correct, answer: '' });
const review = (rating: 'again' | 'hard' | 'good'): ProgressFact => ({
  ...{ kind: 'question-reviewed', ...where, rating, answer: '' },
});
const cardOf = (...events: ProgressEvent[]) => reduceAll(events).lessons['c/l']?.reviews['q'];

describe('the schedule', () => {
  it('brings a missed question back the next day, then at growing distances', () => {
    const first = missed(undefined, day(0));
    expect(first).toMatchObject({ due: day(1), interval: 1, reps: 1, lapses: 0 });
    const second = reviewed(first, 'good', day(1));
    const third = reviewed(second, 'good', second.due);
    expect(second.interval).toBeGreaterThan(1);
    expect(third.interval).toBeGreaterThan(second.interval);
    expect(reviewed(second, 'hard', second.due).interval).toBeLessThan(third.interval);
  });

  it('goes back after a miss, but counts tries right after one another once', () => {
    const known = reviewed(reviewed(missed(undefined, day(0)), 'good', day(1)), 'good', day(5));
    const lost = missed(known, day(20));
    expect(lost.interval).toBeLessThan(known.interval);
    expect(lost.lapses).toBe(known.lapses + 1);
    expect(missed(lost, day(20, 10))).toBe(lost);
  });

  it('is the same for the same answers, always later than the answer, and never disturbed by older ones', () => {
    const ratings = fc.array(fc.tuple(fc.constantFrom('again', 'hard', 'good'), fc.nat(40)), {
      maxLength: 15,
    });
    fc.assert(
      fc.property(ratings, (steps) => {
        const run = () => {
          let card = missed(undefined, day(0));
          let now = 0;
          for (const [rating, wait] of steps) {
            now += wait;
            card = reviewed(card, rating, day(now));
            expect(card.due > card.last).toBe(true);
            expect(reviewed(card, 'again', day(-1))).toBe(card);
          }
          return card;
        };
        expect(run()).toEqual(run());
      }),
    );
  });
});

describe('the journal', () => {
  it('starts a card with a wrong answer only; a right one in the quiz does not move it', () => {
    expect(cardOf(event(answer(true), day(0)))).toBeUndefined();
    const card = cardOf(event(answer(false), day(0)));
    expect(card?.due).toBe(day(1));
    expect(cardOf(event(answer(false), day(0)), event(answer(true), day(0, 10)))).toEqual(card);
  });

  it('makes the question right when it was right in the review, and leaves it right when it was not', () => {
    const before = event(answer(false), day(0));
    const quiz = (...events: ProgressEvent[]) => reduceAll([before, ...events]).lessons['c/l']?.quiz['q'];
    expect(quiz(event(review('good'), day(1)))).toMatchObject({ correct: true, tries: 2 });
    expect(quiz(event(review('good'), day(1)), event(review('again'), day(9)))).toMatchObject({
      correct: true,
    });
  });

  it('keeps the schedule through an export, a reset and an import', () => {
    const events = [event(answer(false), day(0)), event(review('hard'), day(2))];
    const text = exportJson(events, new Date(day(3)));
    expect(reduceAll(parseExport(text).events)).toEqual(reduceAll(events));
    expect(reduceAll([...events, event({ kind: 'progress-reset', scope: 'c/l' }, day(4))])).toEqual(
      emptyProgress,
    );
    expect(exportCsv(reduceAll(events))).toMatch(/^c,l,review,q,due,2,,,,,20/m);
  });
});

describe('what is due', () => {
  it('is sorted by date and leaves out what no course asks', () => {
    const state = reduceAll([
      event({ ...answer(false), question: 'b' } as ProgressFact, day(1)),
      event({ ...answer(false), question: 'a' } as ProgressFact, day(3)),
      event({ ...answer(false), question: 'gone' } as ProgressFact, day(0)),
    ]);
    const quiz = {
      kind: 'quiz',
      questions: [
        { id: 'a', prompt: 'What is A?' },
        { id: 'b', prompt: 'What is B?' },
      ],
    };
    const lesson = { key: 'c/l', title: 'L', items: [quiz] };
    const items = reviewItems([{ lessons: [lesson] } as unknown as CourseSummary], state);
    expect(items.map(({ question, prompt }) => [question, prompt])).toEqual([
      ['b', 'What is B?'],
      ['a', 'What is A?'],
    ]);
    expect(dueItems(items, new Date(day(2))).map(({ question }) => question)).toEqual(['b']);
  });
});
