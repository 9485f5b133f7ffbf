import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate';
import type { CheckCase } from './evidence';
import { checkSchema } from './schema';
import { buildFailed, valueOf, withPattern, withoutMiddlemen } from './verdict';

describe('what a learner reads of a pattern', () => {
  it.each([
    ['^/app/?$', '/app'],
    ['level 13\\.8 feet', 'level 13.8 feet'],
    ['^tide 2\\.3\\.7\\s*$', 'tide 2.3.7'],
    ['stage: test\\b', 'stage: test'],
    ['\\d+', 'a value that matches \\d+'],
    ['a|b', 'a value that matches a|b'],
    ['$', 'a value that matches $'],
  ])('%s is told as %s', (pattern, words) => {
    expect(valueOf(pattern)).toBe(words);
  });

  it('is a text, where it is one', () => {
    expect(withPattern('High water')).toBe('with "High water"');
    expect(withPattern('^[1-9]')).toBe('that matches ^[1-9]');
  });

  it('names who refused, and not all who passed it on', () => {
    const id = '6ffb157c176cf47a92dad1704da68628de4ee7ff51154d649f975ad250408127';
    const refusal = `Docker could not start the container ${id}: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "--station": executable file not found in $PATH`;
    expect(withoutMiddlemen(refusal)).toBe(
      'Docker could not start the container 6ffb157c176c: exec: "--station": executable file not found in $PATH',
    );
  });
});

describe('the outcome of a check', () => {
  const build = { ok: true, steps: [], contextBytes: 0, image: { config: { user: '' } } };
  it('of a build that failed says which line, and what its command said last', () => {
    const step = { id: 's4', text: 'RUN sh fit.sh', log: "one\ntwo\nthree\nsh: can't open 'fit.sh'\n" };
    const failure = { message: 'The command ended with exit code 2.', hint: 'Read.', line: 4 };
    const found = (failed: object, details?: string) =>
      buildFailed({
        ...build,
        ok: false,
        steps: [step],
        failure: { ...failure, ...failed, ...(details !== undefined && { details }) },
      } as unknown as Parameters<typeof buildFailed>[0]).found;
    expect(found({ step: 's4' }, 'solver: exit code: 2')).toBe(
      "line 4, RUN sh fit.sh: The command ended with exit code 2.\ntwo\nthree\nsh: can't open 'fit.sh'",
    );
    expect(found({}, 'in its own words')).toBe(
      'line 4: The command ended with exit code 2.\nin its own words',
    );
    expect(found({ line: undefined })).toBe('The command ended with exit code 2.');
  });

  const outcome = (check: object, run: object | null) =>
    evaluate({
      check: checkSchema.parse({ id: 'c', title: 'C', ...check }),
      evidence: { build, run },
    } as unknown as CheckCase);
  const ended = (exitCode: number, stdout = '') => ({ exitCode, stdout, stderr: '' });

  it('says of what kind a number is, and that nothing is nothing', () => {
    const check = {
      kind: 'container',
      exitCode: 0,
      onFail: [{ when: 'exit-code', found: '^3$', message: 'Three.' }],
    };
    expect(outcome(check, ended(3))).toMatchObject({
      found: 'exit code 3',
      expected: 'exit code 0',
      message: 'Three.', // feedback is chosen by the bare number
    });
    expect(outcome({ kind: 'container', stdout: 'ahoy' }, ended(0))).toMatchObject({ found: 'nothing' });
  });

  it('has the last words of what failed, also where the author has words of their own', () => {
    const check = {
      kind: 'container',
      exitCode: 0,
      stdout: 'ahoy',
      onFail: [{ when: 'exit-code', found: '^1$', message: 'Look at the path.' }],
    };
    const words = 'one\ncat: no such file\n';
    expect(outcome(check, { ...ended(1), stderr: words })).toEqual(
      expect.objectContaining({
        found: 'exit code 1\nIt said: cat: no such file',
        message: 'Look at the path.',
      }),
    );
    expect(outcome(check, { ...ended(0), stderr: words })).toMatchObject({
      found: 'nothing\nIt said: cat: no such file',
    });
  });

  it("has the author's words for what is expected, where the check is about it", () => {
    const check = { kind: 'container', stdout: '^layers: 6$', expected: 'the number of layers' };
    expect(outcome(check, ended(0, 'layers: 5'))).toMatchObject({ expected: 'the number of layers' });
    expect(outcome(check, null)).not.toHaveProperty('expected');
  });

  it('of an engine that cannot is no mistake of the learner', () => {
    const check = {
      kind: 'container',
      http: { port: 80 },
      onFail: [{ when: '*', message: 'Your port is closed.' }],
    };
    expect(outcome(check, null)).toMatchObject({ code: 'not-run' });
    expect(outcome(check, null).message).toContain('engine');
  });

  it('is the failure of a build where the image could not be looked at, whatever else may be wrong', () => {
    const failure = { line: 3, message: 'The command ended with exit code 127.', hint: 'Is it there?' };
    const unbuilt = { ok: false, steps: [], contextBytes: 0, failure };
    const onFail = [{ when: '*', message: 'Name another user.' }];
    const failed = (raw: object) =>
      evaluate({
        check: checkSchema.parse({ id: 'c', title: 'C', onFail, ...raw }),
        evidence: { ...unbuilt, build: unbuilt },
      } as unknown as CheckCase);
    expect(failed({ kind: 'container', exitCode: 0 }).message).toContain('could not be built (line 3)');
    expect(failed({ kind: 'build' }).message).toBe('Name another user.');
  });
});
