/**
 * One question while it is answered. Pure: the verdict comes from the main process (`quiz.answer`), which also
 * records it; here is what was chosen, what may be sent, and what to say about every option afterwards.
 */
import type { QuizAnswer } from '../../electron/shared/contract';
import type { Question } from '../../electron/shared/course/schema';
import { shuffled } from './shuffle';

/** A question, what the learner has put in so far, and what came of it. */
export interface Attempt {
  readonly question: Question;
  /** 1 for the first try. */
  readonly number: number;
  /** Positions in the question's list, in the order they are shown: options, items, or the rights of the pairs. */
  readonly shown: readonly number[];
  /** Chosen options; the order of items; or for every left its right, -1 while open. */
  readonly choices: readonly number[];
  readonly text: string;
  /** Null until the answer was sent and judged. */
  readonly correct: boolean | null;
}

/** A fresh attempt. `seed` names lesson and question; together with the attempt's number it fixes the shuffle. */
export function begin(question: Question, seed: string, number: number): Attempt {
  const shown = shuffled(partsOf(question), `${seed}#${number}`);
  return { question, number, shown, choices: firstChoices(question, shown), text: '', correct: null };
}

function partsOf(question: Question): number {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.options.length;
    case 'order':
      return question.items.length;
    case 'match':
      return question.pairs.length;
    case 'text':
      return 0;
  }
}

function firstChoices(question: Question, shown: readonly number[]): readonly number[] {
  if (question.kind === 'order') return shown;
  return question.kind === 'match' ? question.pairs.map(() => -1) : [];
}

/** Chooses an option: the only one of a single choice, one more or one fewer of several. */
export function toggle(attempt: Attempt, option: number): Attempt {
  if (attempt.correct !== null) return attempt;
  if (attempt.question.kind === 'single') return { ...attempt, choices: [option] };
  const choices = attempt.choices.includes(option)
    ? attempt.choices.filter((chosen) => chosen !== option)
    : [...attempt.choices, option].sort((a, b) => a - b);
  return { ...attempt, choices };
}

/** Moves the item at `from` to `to` in an ordering; positions outside the list change nothing. */
export function move(attempt: Attempt, from: number, to: number): Attempt {
  const choices = [...attempt.choices];
  if (attempt.correct !== null || to < 0 || to >= choices.length || from === to) return attempt;
  const [item] = choices.splice(from, 1);
  if (item === undefined) return attempt;
  choices.splice(to, 0, item);
  return { ...attempt, choices };
}

/** Gives a left its right; whichever left had that right before is open again. */
export function pair(attempt: Attempt, left: number, right: number): Attempt {
  if (attempt.correct !== null) return attempt;
  const choices = attempt.choices.map((chosen, index) => {
    if (index === left) return right;
    return chosen === right ? -1 : chosen;
  });
  return { ...attempt, choices };
}

export function typed(attempt: Attempt, text: string): Attempt {
  return attempt.correct === null ? { ...attempt, text } : attempt;
}

export function judged(attempt: Attempt, correct: boolean): Attempt {
  return { ...attempt, correct };
}

/** What to send; null while something is still missing. */
export function answerOf(attempt: Attempt): QuizAnswer | null {
  if (attempt.question.kind === 'text') {
    const text = attempt.text.trim();
    return text ? { text } : null;
  }
  const complete = attempt.choices.length > 0 && attempt.choices.every((choice) => choice >= 0);
  return complete ? { choices: attempt.choices } : null;
}

/** Whether one part was answered right: an option's tick, an item's place, a left's right. */
export function partIsRight(attempt: Attempt, index: number): boolean {
  const { question } = attempt;
  if (question.kind === 'single' || question.kind === 'multiple') {
    return (question.options[index]?.correct ?? false) === attempt.choices.includes(index);
  }
  // Two parts with the same words are the same answer (electron/shared/course/quiz.ts).
  const words = question.kind === 'order' ? question.items : [];
  const rights = question.kind === 'match' ? question.pairs.map((each) => each.right) : words;
  return rights[attempt.choices[index] ?? -1] === rights[index];
}

/** A quiz's score. */
export interface Score {
  readonly correct: number;
  readonly answered: number;
  readonly total: number;
}

/** The score by the latest answer to each question. */
export function scoreOf(
  questions: readonly { readonly id: string }[],
  answers: Readonly<Record<string, { readonly correct: boolean }>>,
): Score {
  const known = questions.flatMap(({ id }) => answers[id] ?? []);
  return {
    correct: known.filter((answer) => answer.correct).length,
    answered: known.length,
    total: questions.length,
  };
}
