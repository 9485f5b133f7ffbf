import type { Health } from '../engine/container';
import type { HttpAnswer, RunEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { buildFailed, excerpt, lastWords, matches, said, withPattern, withoutMiddlemen } from './verdict';

type ContainerCheck = Extract<Check, { kind: 'container' }>;
type Run = NonNullable<RunEvidence['run']>;

/** Decides what a container of the image must do; null when it does. */
export function judgeContainer(check: ContainerCheck, evidence: RunEvidence): Verdict | null {
  const { build, run, refusal, http = null, health = 'none' } = evidence;
  if (!build.ok) return buildFailed(build);
  const options = judgeOptions(check, evidence);
  if (options) return options;
  if (refusal !== undefined) return notStarted(refusal);
  if (!run) return notRun();
  const running = run.exitCode === null;
  const serves =
    check.http !== undefined ||
    check.state === 'running' ||
    check.state === 'healthy' ||
    check.stopsWithin !== undefined;
  const memory = judgeMemory(check, evidence);
  if (memory) return memory;
  if (serves && !running) {
    return {
      code: 'wrong-state',
      found: `ended with exit code ${run.exitCode}`,
      ...said(run.stderr),
      expected: 'still running',
      message: `The container ended with exit code ${run.exitCode}, but should go on running. A container lives as long as the process it starts.${lastWords(run.stderr)}`,
    };
  }
  if (running && !serves) return timedOut(check.within);
  return (
    judgeHealth(check, health) ??
    judgeAnswer(check, http, run) ??
    judgeStop(check, evidence) ??
    judgeExitCode(check.exitCode, evidence.stop ? { ...run, exitCode: evidence.stop.exitCode } : run) ??
    judgeText('output', check.stdout, run.stdout, run) ??
    judgeText('error-output', check.stderr, run.stderr, run)
  );
}

function judgeOptions(
  { http, options }: ContainerCheck,
  { badOptions, hostPort, otherPorts = [] }: RunEvidence,
): Verdict | null {
  if (badOptions !== undefined) {
    return {
      code: 'bad-options',
      found: badOptions,
      expected: `a \`docker run\` line in ${options?.file ?? 'the file'}`,
      message: badOptions,
    };
  }
  if (http?.hostPort === undefined || hostPort === undefined || hostPort === Number(http.hostPort))
    return null;
  const expected = `-p ${http.hostPort}:${http.port}`;
  return {
    code: 'wrong-port',
    found:
      hostPort === null
        ? otherPorts.map((each) => `-p ${each}`).join(' ') || 'not published'
        : `-p ${hostPort === 0 ? '' : `${hostPort}:`}${http.port}`,
    expected,
    message: `Port ${http.port} of the container is ${hostPort === null ? 'not published' : `published at ${hostPort || "a port of the engine's choice"}`}; expected \`${expected}\`: first the machine's port, then the container's.`,
  };
}

function judgeMemory(
  { outOfMemory: wanted }: ContainerCheck,
  { outOfMemory: found, run }: RunEvidence,
): Verdict | null {
  if (wanted === undefined || found === wanted) return null;
  return found
    ? {
        code: 'out-of-memory',
        found: `ended for want of memory (exit code ${run?.exitCode})`,
        expected: 'that its memory is enough',
        message: 'The kernel ended the container, since it used more memory than it may.',
      }
    : {
        code: 'enough-memory',
        found: `exit code ${run?.exitCode ?? 'none yet'}, with memory to spare`,
        expected: 'that the kernel ends it for want of memory',
        message:
          'The container was not ended for want of memory. Its limit is too high for that, or there is none.',
      };
}

function judgeStop({ stopsWithin }: ContainerCheck, { stop }: RunEvidence): Verdict | null {
  if (stopsWithin === undefined || stop === undefined || stop.ms <= stopsWithin * 1000) return null;
  return {
    code: 'slow-stop',
    found: `ended after ${(stop.ms / 1000).toFixed(1)} seconds`,
    expected: `ended within ${stopsWithin} seconds`,
    message: `Asked to end, the container took ${(stop.ms / 1000).toFixed(1)} seconds, expected at most ${stopsWithin}. The signal goes to process 1: if that is a shell which waits for another program, nobody hears it.`,
  };
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
  const expected = `status ${wanted.status}${wanted.body === undefined ? '' : ` and a body ${withPattern(wanted.body)}`}`;
  if (!answer) {
    return {
      code: 'no-answer',
      found: 'no answer',
      expected,
      message: `Nobody answers on port ${wanted.port} of the container. A server in it has to listen on all addresses (0.0.0.0), not only on its own loopback.${lastWords(run.stderr)}`,
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
    ...said(run.stderr),
    message: `The exit code was ${run.exitCode}, expected ${expected}.${lastWords(run.stderr)}`,
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
    expected: `${name} ${withPattern(pattern)}`,
    ...(code === 'output' && said(run.stderr)),
    message: `The ${name} was ${text.trim() ? `"${excerpt(text)}"` : 'empty'}; expected something ${withPattern(pattern)}.${code === 'output' ? lastWords(run.stderr) : ''}`,
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
    found: excerpt(withoutMiddlemen(refusal)),
    expected: 'a container that starts',
    message: `The container could not be started. ${withoutMiddlemen(refusal)}`,
  };
}

/** The verdict on a check that the engine could not carry out. */
export function notRun(): Verdict {
  return {
    code: 'not-run',
    message:
      'The engine that is chosen cannot do what this check looks at. Choose another one in the settings.',
  };
}
