import type { Health } from '../engine/container';
import type { HttpAnswer, RunEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { buildFailed, excerpt, matches } from './verdict';

type ContainerCheck = Extract<Check, { kind: 'container' }>;
type Run = NonNullable<RunEvidence['run']>;

/** Decides what a container of the image must do; null when it does. */
export function judgeContainer(
  check: ContainerCheck,
  { build, run, refusal, http = null, health = 'none' }: RunEvidence,
): Verdict | null {
  if (!build.ok) return buildFailed(build);
  if (refusal !== undefined) return notStarted(refusal);
  if (!run) return notRun();
  const running = run.exitCode === null;
  const serves = check.http !== undefined || check.state === 'running' || check.state === 'healthy';
  if (serves && !running) {
    return {
      code: 'wrong-state',
      found: `ended with exit code ${run.exitCode}`,
      expected: 'still running',
      message: `The container ended with exit code ${run.exitCode}, but should go on running. A container lives as long as the process it starts.${lastWords(run)}`,
    };
  }
  if (running && !serves) return timedOut(check.within);
  return (
    judgeHealth(check, health) ??
    judgeAnswer(check, http, run) ??
    judgeExitCode(check.exitCode, run) ??
    judgeText('output', check.stdout, run.stdout, run) ??
    judgeText('error-output', check.stderr, run.stderr, run)
  );
}

/** Whether an HTTP answer is what a check wants. */
export function answerFits(wanted: NonNullable<ContainerCheck['http']>, answer: HttpAnswer | null): boolean {
  return (
    answer !== null &&
    answer.status === wanted.status &&
    (wanted.body === undefined || matches(wanted.body, answer.body))
  );
}

function judgeHealth(check: ContainerCheck, health: Health): Verdict | null {
  if (check.state !== 'healthy' || health === 'healthy') return null;
  const why =
    health === 'none'
      ? 'The image has no HEALTHCHECK, so nobody can tell.'
      : 'The command of its HEALTHCHECK did not end with exit code 0.';
  return {
    code: 'unhealthy',
    found: health,
    expected: 'healthy',
    message: `The container did not become healthy within ${check.within} seconds. ${why}`,
  };
}

function judgeAnswer({ http: wanted }: ContainerCheck, answer: HttpAnswer | null, run: Run): Verdict | null {
  if (!wanted || answerFits(wanted, answer)) return null;
  const expected = `status ${wanted.status}${wanted.body === undefined ? '' : ` and a body that matches ${wanted.body}`}`;
  if (!answer) {
    return {
      code: 'no-answer',
      found: 'no answer',
      expected,
      message: `Nobody answers on port ${wanted.port} of the container. A server in it has to listen on all addresses (0.0.0.0), not only on its own loopback.${lastWords(run)}`,
    };
  }
  return {
    code: 'wrong-answer',
    found: `status ${answer.status}: ${excerpt(answer.body)}`,
    expected,
    message: `The answer to ${wanted.path} has status ${answer.status}${answer.body.trim() ? ` and the body "${excerpt(answer.body)}"` : ''}; expected ${expected}.`,
  };
}

/** Decides on an exit code, where one was asked for. */
export function judgeExitCode(expected: number | undefined, run: Run): Verdict | null {
  if (expected === undefined || run.exitCode === expected) return null;
  return {
    code: 'exit-code',
    found: `${run.exitCode}`,
    expected: `${expected}`,
    message: `The exit code was ${run.exitCode}, expected ${expected}.${lastWords(run)}`,
  };
}

/** Decides on one of the two outputs, where a pattern was given. */
export function judgeText(
  code: 'output' | 'error-output',
  pattern: string | undefined,
  text: string,
  run: Run,
): Verdict | null {
  if (pattern === undefined || matches(pattern, text)) return null;
  const name = code === 'output' ? 'standard output' : 'standard error';
  return {
    code,
    found: excerpt(text),
    expected: `${name} that matches ${pattern}`,
    message: `The ${name} was ${text.trim() ? `"${excerpt(text)}"` : 'empty'}; expected something that matches ${pattern}.${code === 'output' ? lastWords(run) : ''}`,
  };
}

/** The verdict on what did not end in time. */
export function timedOut(seconds: number): Verdict {
  return {
    code: 'timeout',
    found: 'still running',
    expected: `ended within ${seconds} seconds`,
    message: `It was still running after ${seconds} seconds and was stopped. Perhaps it waits for input, or serves something.`,
  };
}

/** The verdict on a container that never ran. */
export function notStarted(refusal: string): Verdict {
  return {
    code: 'not-started',
    found: excerpt(refusal),
    expected: 'a container that starts',
    message: `The container could not be started. ${refusal}`,
  };
}

/** The verdict on a check that the engine could not carry out. */
export function notRun(): Verdict {
  return {
    code: 'not-run',
    message: 'This check needs an ability that the engine of this version does not have yet.',
  };
}

function lastWords(run: Run): string {
  const line = run.stderr.trim().split('\n').at(-1);
  return line ? ` It said: "${excerpt(line)}"` : '';
}
