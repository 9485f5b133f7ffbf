import type { QuizAnswer } from '../contract';
import { assertNever } from '../errors';
import type { Question } from './schema';

/**
 * Whether an answer is right. Indexes mean the order in which the course's file lists things: however the options were
 * shuffled on the screen, the answer speaks of the original ones.
 *
 * - single, multiple: `choices` are the ticked options; the right ones, all of them and no other.
 * - order: `choices` are the items in the learner's order.
 * - match: `choices[left]` is the right that was joined to that left. Two rights with the same text are the same.
 * - text: compared without regard to case, outer and repeated white space.
 */
export function isCorrect(question: Question, answer: QuizAnswer): boolean {
  if (question.kind === 'text') {
    return 'text' in answer && question.accept.some((accepted) => fold(accepted) === fold(answer.text));
  }
  if (!('choices' in answer)) return false;
  const { choices } = answer;
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const right = question.options.flatMap((option, index) => (option.correct ? [index] : []));
      return sameSet(choices, right);
    }
    case 'order':
      return sameTexts(choices, question.items, question.items);
    case 'match': {
      const rights = question.pairs.map((pair) => pair.right);
      return sameTexts(choices, rights, rights);
    }
    default:
      return assertNever(question);
  }
}

/** An answer as the journal keeps it: JSON of the indexes or the text, at most 4000 characters. */
export function serialiseAnswer(answer: QuizAnswer): string {
  return JSON.stringify(answer).slice(0, 4000);
}

function sameTexts(
  choices: readonly number[],
  from: readonly string[],
  expected: readonly string[],
): boolean {
  return (
    choices.length === expected.length &&
    new Set(choices).size === choices.length &&
    choices.every((choice, place) => from[choice] !== undefined && from[choice] === expected[place])
  );
}

const sameSet = (a: readonly number[], b: readonly number[]): boolean => {
  const chosen = new Set(a);
  return chosen.size === b.length && chosen.size === a.length && b.every((index) => chosen.has(index));
};

const fold = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
