import { assertNever } from '../errors';
import { judgeAnswers } from './answers';
import { judgeBuild } from './build';
import { judgeCommand } from './command';
import { judgeCompose } from './compose';
import { judgeCommands } from './commands';
import { judgeContainer } from './container';
import { judgeDockerfile } from './dockerfile';
import type { OutcomeCode } from './codes';
import type { CheckCase } from './evidence';
import { judgeImage } from './image';
import { judgePlayground } from './playground';
import { judgeQuiz } from './quiz';
import type { Check, CheckOutcome } from './schema';
import type { Verdict } from './verdict';
import { matches } from './verdict';

/** Decides one check on its evidence. Pure: the same evidence always gives the same outcome. */
export function evaluate(subject: CheckCase): CheckOutcome {
  const { id, title } = subject.check;
  const verdict = judge(subject);
  if (!verdict) return { check: id, title, passed: true, code: 'passed', message: '' };
  const feedback = chooseFeedback(subject.check, verdict);
  return {
    check: id,
    title,
    passed: false,
    code: verdict.code,
    ...inWords(subject.check, verdict),
    message: feedback?.message ?? verdict.message,
    ...(feedback?.slide !== undefined && { slide: feedback.slide }),
  };
}

function judge(subject: CheckCase): Verdict | null {
  const { check } = subject;
  switch (check.kind) {
    case 'dockerfile':
      return judgeDockerfile(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'build':
      return judgeBuild(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'image':
      return judgeImage(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'container':
      return judgeContainer(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'command':
      return judgeCommand(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'compose':
      return judgeCompose(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'commands':
      return judgeCommands(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'answers':
      return judgeAnswers(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'playground':
      return judgePlayground(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    case 'quiz':
      return judgeQuiz(check, (subject as Extract<CheckCase, { check: typeof check }>).evidence);
    default:
      return assertNever(check);
  }
}

/** Where something else than what the check is about went wrong: its own words do not fit there. */
const ELSEWHERE: ReadonlySet<OutcomeCode> = new Set(['build-failed', 'not-run', 'not-started']);

/** What was found and expected as the learner reads it; patterns of feedback are matched on what stands in the verdict. */
function inWords(
  check: Check,
  { code, found, expected, said }: Verdict,
): Pick<Verdict, 'found' | 'expected'> {
  const told = (value: string): string => (code === 'exit-code' ? `exit code ${value}` : value || 'nothing');
  const own = ELSEWHERE.has(code) ? undefined : check.expected;
  const wanted = own ?? (expected === undefined ? undefined : told(expected));
  return {
    ...(found !== undefined && {
      found: said === undefined ? told(found) : `${told(found)}\nIt said: ${said}`,
    }),
    ...(wanted !== undefined && { expected: wanted }),
  };
}

/**
 * The first entry whose `when` is the code or `*`, and whose `found`, if given, matches what was found. `*` says nothing
 * of an engine's want of abilities, nor of a build that failed where the check is about something else.
 */
function chooseFeedback(check: Check, verdict: Verdict): Check['onFail'][number] | undefined {
  const isAbout = verdict.code !== 'not-run' && (verdict.code !== 'build-failed' || check.kind === 'build');
  return check.onFail.find(
    ({ when, found }) =>
      (when === verdict.code || (when === '*' && isAbout)) &&
      (found === undefined || matches(found, verdict.found ?? '')),
  );
}
