import type { Evidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';

type QuizCheck = Extract<Check, { kind: 'quiz' }>;

/** Decides whether the questions are answered right; null when all are. */
export function judgeQuiz(check: QuizCheck, { correct }: Evidence<'quiz'>): Verdict | null {
  const open = check.questions.filter((question) => !correct.includes(question));
  if (open.length === 0) return null;
  return {
    code: 'unanswered',
    found: open.join(', '),
    expected: `${check.questions.length} right answers`,
    message: `${open.length} of ${check.questions.length} questions of the quiz are not answered right yet.`,
  };
}
