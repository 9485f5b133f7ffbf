import type { Evidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';

type AnswersCheck = Extract<Check, { kind: 'answers' }>;

/** Decides on the answers in a file, one `name: answer` a line; null when all are right. The first that is not is told. */
export function judgeAnswers(check: AnswersCheck, { text }: Evidence<'answers'>): Verdict | null {
  const given = readAnswers(text ?? '');
  for (const [name, pattern] of Object.entries(check.expect)) {
    const answer = given.get(name.toLowerCase());
    if (answer === undefined || /^[?.…_]*$/.test(answer)) {
      return {
        code: 'no-answer-given',
        found: `${name}: nothing`,
        expected: `an answer after "${name}:"`,
        message: `${check.file} has no answer after "${name}:".`,
      };
    }
    if (new RegExp(`^(?:${pattern})$`, 'i').test(answer)) continue;
    return {
      code: 'wrong-answer-given',
      found: `${name}: ${answer}`,
      expected: `another answer after "${name}:"`,
      message: `The answer "${answer}" after "${name}:" is not right.`,
    };
  }
  return null;
}

/** Answers by name in lower case, without what only sets them off. `#` begins a comment at a line's start. */
function readAnswers(text: string): ReadonlyMap<string, string> {
  const answers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, answer] = /^\s*(?!#)([^:]+?)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined) answers.set(name.toLowerCase(), bare(answer ?? ''));
  }
  return answers;
}

/** An answer without the full stop behind it and the quotes or backticks around it. */
function bare(answer: string): string {
  const words = /[^.]\.$/.test(answer) ? answer.slice(0, -1) : answer;
  return /^(["'`])(.+)\1$/.exec(words)?.[2] ?? words;
}
