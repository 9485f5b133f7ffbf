import { answerFits, judgeExitCode, judgeText } from './container';
import type { ComposeEvidence } from './evidence';
import type { Check } from './schema';
import type { Verdict } from './verdict';
import { excerpt, lastWords, said, withPattern } from './verdict';

type ComposeCheck = Extract<Check, { kind: 'compose' }>;

/** Decides what the services of a Compose file must do; null when they do. */
export function judgeCompose(check: ComposeCheck, evidence: ComposeEvidence): Verdict | null {
  return (
    judgeFile(evidence) ??
    first(check.services, (wanted) => judgeService(wanted, evidence, check.within)) ??
    first(check.http, (wanted, index) => judgeHttp(wanted, evidence.http[index] ?? null, evidence)) ??
    first(check.publishes, (wanted, index) => judgePublished(wanted, evidence.published[index] ?? null)) ??
    first(check.reaches, (wanted, index) => judgeReach(wanted, evidence.reached[index] ?? 'no')) ??
    first(check.commands, (wanted, index) => judgeCommand(wanted, evidence.commands[index])) ??
    first(check.persists, (wanted, index) => judgeKept(wanted, evidence.kept[index] ?? false))
  );
}

function judgeFile({ problems, failure, able }: ComposeEvidence): Verdict | null {
  if (!problems || problems.length > 0) {
    const found = problems?.join(' ') ?? 'no Compose file';
    return {
      code: 'compose-invalid',
      found: excerpt(found, 500),
      expected: 'a Compose file without errors',
      message: problems
        ? `The Compose file has errors: ${excerpt(found, 500)}`
        : 'There is no compose.yaml among your files.',
    };
  }
  if (!able) {
    return {
      code: 'not-run',
      message: 'The chosen engine cannot do what this check needs: choose Docker or Podman for it.',
    };
  }
  if (failure === null) return null;
  return {
    code: 'compose-failed',
    found: excerpt(failure, 500),
    expected: 'services that come up',
    message: `The services could not be brought up. ${failure}`,
  };
}

function judgeService(
  { name, state, exitCode }: ComposeCheck['services'][number],
  { services }: ComposeEvidence,
  within: number,
): Verdict | null {
  const service = services[name];
  if (!service) return missing(name);
  const found = service.health === 'none' ? service.state : `${service.state}, ${service.health}`;
  if (state === 'exited' ? service.state !== 'exited' : service.state !== 'running') {
    const ended = service.state === 'exited' ? `ended with exit code ${service.exitCode}` : `is ${found}`;
    return {
      code: 'wrong-state',
      found,
      ...said(service.log),
      expected: state,
      message: `The service ${name} ${ended}, but should be ${state} within ${within} seconds.${lastWords(service.log)}`,
    };
  }
  if (state === 'healthy' && service.health !== 'healthy') {
    const why =
      service.health === 'none'
        ? 'It has no health check, so nobody can tell.'
        : 'The command of its health check does not end with exit code 0.';
    return {
      code: 'unhealthy',
      found,
      expected: 'healthy',
      message: `The service ${name} did not become healthy within ${within} seconds. ${why}`,
    };
  }
  if (exitCode === undefined || service.exitCode === exitCode) return null;
  return {
    code: 'exit-code',
    found: `${service.exitCode}`,
    ...said(service.log),
    expected: `${exitCode}`,
    message: `The service ${name} ended with exit code ${service.exitCode}, expected ${exitCode}.${lastWords(service.log)}`,
  };
}

function judgeHttp(
  wanted: ComposeCheck['http'][number],
  answer: ComposeEvidence['http'][number],
  { services }: ComposeEvidence,
): Verdict | null {
  const { service: name, port, path, status, body } = wanted;
  if (answer !== 'unpublished' && answerFits(wanted, answer)) return null;
  const service = services[name];
  if (!service) return missing(name);
  const expected = `status ${status}${body === undefined ? '' : ` and a body ${withPattern(body)}`}`;
  if (answer === 'unpublished') {
    return {
      code: 'no-answer',
      found: 'not published',
      expected,
      message: `The service ${name} does not publish its port ${port}: nobody outside can reach it. Name it under "ports".`,
    };
  }
  if (!answer) {
    return {
      code: 'no-answer',
      found: 'no answer',
      expected,
      message: `Nobody answers on port ${port} of the service ${name}.${lastWords(service.log)}`,
    };
  }
  return {
    code: 'wrong-answer',
    found: `status ${answer.status}: ${excerpt(answer.body)}`,
    expected,
    message: `The answer of ${name} to ${path} has status ${answer.status}${answer.body.trim() ? ` and the body "${excerpt(answer.body)}"` : ''}; expected ${expected}.`,
  };
}

function judgePublished(
  { service, ports }: ComposeCheck['publishes'][number],
  published: ComposeEvidence['published'][number],
): Verdict | null {
  if (!published) return missing(service);
  const inWords = (list: readonly string[]): string => list.join(', ') || 'nothing published';
  const [found, expected] = [inWords([...published].sort()), inWords([...ports].sort())];
  if (found === expected) return null;
  return {
    code: 'wrong-port',
    found,
    expected,
    message: `The service ${service} publishes ${found}; expected ${expected}. An entry under "ports" without an address is for every address of the machine.`,
  };
}

function judgeReach(
  { from, to, port, expect }: ComposeCheck['reaches'][number],
  reached: ComposeEvidence['reached'][number],
): Verdict | null {
  if (reached === 'no-tool') {
    return {
      code: 'not-run',
      message: `Whether ${from} reaches ${to} could not be tried: ${from} does not run, or its image has no shell with nc, wget, bash or python3.`,
    };
  }
  if ((reached === 'yes') === expect) return null;
  return expect
    ? {
        code: 'unreachable',
        found: `${from} cannot reach ${to}:${port}`,
        expected: `${from} reaches ${to}:${port}`,
        message: `The service ${from} cannot open a connection to ${to} on port ${port}. Both must be on a common network, and the program in ${to} must listen on all addresses.`,
      }
    : {
        code: 'reachable',
        found: `${from} reaches ${to}:${port}`,
        expected: `${from} cannot reach ${to}`,
        message: `The service ${from} can open a connection to ${to} on port ${port}, but should be cut off from it: they must have no network in common.`,
      };
}

function judgeCommand(
  wanted: ComposeCheck['commands'][number],
  ran: ComposeEvidence['commands'][number] | undefined,
): Verdict | null {
  if (!ran) return missing(wanted.service);
  return judgeExitCode(wanted.exitCode, ran) ?? judgeText('output', wanted.stdout, ran.stdout, ran);
}

function judgeKept({ service, path }: ComposeCheck['persists'][number], kept: boolean): Verdict | null {
  if (kept) return null;
  return {
    code: 'not-kept',
    found: `${path} is empty after down and up`,
    expected: `${path} keeps its files`,
    message: `What the service ${service} wrote to ${path} is gone after "down" and "up": the folder belongs to the container, which was removed. A named volume at ${path} outlives it.`,
  };
}

function missing(name: string): Verdict {
  return {
    code: 'service-missing',
    found: `no container of ${name}`,
    expected: `a service ${name}`,
    message: `There is no service ${name}, or it was not started: is it in the Compose file, and in a profile that is used?`,
  };
}

function first<T>(list: readonly T[], judge: (item: T, index: number) => Verdict | null): Verdict | null {
  for (const [index, item] of list.entries()) {
    const verdict = judge(item, index);
    if (verdict) return verdict;
  }
  return null;
}
