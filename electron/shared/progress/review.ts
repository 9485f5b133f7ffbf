import { Rating, State, createEmptyCard, fsrs, generatorParameters } from 'ts-fsrs';
import type { Card, Grade } from 'ts-fsrs';
import type { ReviewRating } from './ratings';
import type { ReviewCard } from './state';

/**
 * The scheduler: FSRS-6 with its published default parameters, in whole days, without chance, so that a journal gives
 * the same schedule on every machine.
 *
 * @see https://github.com/open-spaced-repetition/free-spaced-repetition-scheduler
 */
const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false }));
const grades: Readonly<Record<ReviewRating, Grade>> = {
  again: Rating.Again,
  hard: Rating.Hard,
  good: Rating.Good,
};

/** Milliseconds within which a second wrong answer is the same miss: a try right after the explanation says little. */
const sameMiss = 12 * 3_600_000;

/** The card after a wrong answer in a quiz: a new one, or one step back. */
export function missed(card: ReviewCard | undefined, at: string): ReviewCard {
  if (card === undefined) return graded(createEmptyCard(new Date(at)), 'again', at);
  const since = Date.parse(at) - Date.parse(card.last);
  return since < sameMiss ? card : reviewed(card, 'again', at);
}

/** The card after it came back and was answered. An answer that is older than the last one changes nothing. */
export function reviewed(card: ReviewCard | undefined, rating: ReviewRating, at: string): ReviewCard {
  if (card === undefined) return graded(createEmptyCard(new Date(at)), rating, at);
  return at < card.last ? card : graded(toCard(card), rating, at);
}

function graded(card: Card, rating: ReviewRating, at: string): ReviewCard {
  const { card: next } = scheduler.next(card, new Date(at), grades[rating]);
  return {
    due: next.due.toISOString(),
    last: at,
    stability: next.stability,
    difficulty: next.difficulty,
    reps: next.reps,
    lapses: next.lapses,
    interval: next.scheduled_days,
  };
}

function toCard(card: ReviewCard): Card {
  return {
    due: new Date(card.due),
    stability: card.stability,
    difficulty: card.difficulty,
    elapsed_days: 0, // worked out by the scheduler from `last_review`
    scheduled_days: card.interval,
    reps: card.reps,
    lapses: card.lapses,
    learning_steps: 0,
    state: State.Review,
    last_review: new Date(card.last),
  };
}
