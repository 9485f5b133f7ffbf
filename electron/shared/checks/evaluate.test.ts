import { describe, expect, it } from 'vitest';
import type { ImageDetails } from '../engine/image';
import { OUTCOME_CODES } from './codes';
import { evaluate } from './evaluate';
import type { BuildEvidence, CheckCase, Evidence } from './evidence';
import type { CheckKind } from './schema';
import { checkSchema } from './schema';

const image: ImageDetails = {
  id: 'sha256:1',
  tags: [],
  size: 5000,
  created: '2026-01-01T00:00:00Z',
  ours: true,
  platform: 'linux/amd64',
  author: '',
  layers: ['a', 'b', 'c'],
  config: {
    user: '1000',
    workingDir: '/app',
    env: { SHIP: 'ahoy' },
    labels: { team: 'blue' },
    cmd: ['python', 'app.py'],
    entrypoint: null,
    shell: null,
    exposedPorts: ['8080/tcp'],
    volumes: ['/data'],
    stopSignal: null,
    healthcheck: null,
    onBuild: [],
  },
};
const step = (text: string, state: 'done' | 'cached') =>
  ({ id: text, text, state, stage: 's', log: '', logDropped: 0 }) as const;
const built: BuildEvidence = {
  ok: true,
  image,
  contextBytes: 100,
  steps: [
    step('FROM a', 'cached'),
    step('COPY . .', 'cached'),
    step('ENV A=1', 'cached'),
    step('RUN x', 'done'),
  ],
};
const failed: BuildEvidence = {
  ok: false,
  contextBytes: 100,
  steps: [{ ...step('RUN x', 'done'), id: '0.1', log: 'make: no rule\n' }],
  failure: {
    kind: 'run-failed',
    message: 'It ended with 2.',
    hint: 'Look.',
    step: '0.1',
    line: 3,
    details: 'code 2',
  },
};
const file = { type: 'file', mode: 0o644, uid: 0, gid: 0, size: 3 } as const;
const imageEvidence = (more: Partial<Evidence<'image'>> = {}): Evidence<'image'> => ({
  build: built,
  history: [],
  files: { '/a': { file, content: 'one\ntwo' } },
  findings: [],
  ...more,
});
const served = (http: { status: number; body: string }) => ({ ...ran({ exitCode: null }), http });
const ran = (more: object = {}) => ({
  build: built,
  run: { exitCode: 0, stdout: 'hi\n', stderr: '', ...more },
});

/** Reads the check as a lab's YAML would be read, so that defaults count, and decides it. */
function outcome<K extends CheckKind>(kind: K, check: object, evidence: Evidence<K>) {
  const parsed = checkSchema.parse({ kind, id: 'c', title: 'T', ...check });
  return evaluate({ check: parsed, evidence } as CheckCase);
}

describe('checks on the Dockerfile', () => {
  const text =
    'ARG V=1.36\nFROM busybox:${V} AS base\nENV DIR=/srv\nWORKDIR $DIR\nFROM base\nCOPY --from=base --chown=1:1 /a \\\n  /b\nCMD ["cat", "/b"]\n';
  it.each([
    [{ has: [{ instruction: 'FROM', arguments: '^busybox:1\\.36' }] }, 'passed'],
    [{ has: [{ instruction: 'WORKDIR', arguments: '^/srv$' }] }, 'passed'],
    [{ has: [{ instruction: 'ENV', arguments: '^DIR=/srv$' }] }, 'passed'],
    [{ has: [{ instruction: 'COPY', arguments: '^/a /b$', flag: 'chown', stage: 'final' }] }, 'passed'],
    [{ has: [{ instruction: 'CMD', form: 'exec', arguments: '^cat /b$' }] }, 'passed'],
    [{ has: [{ instruction: 'CMD', form: 'shell' }] }, 'missing'],
    [{ has: [{ instruction: 'WORKDIR', stage: 'final' }] }, 'missing'],
    [{ has: [{ instruction: 'WORKDIR', stage: 'base' }] }, 'passed'],
    [{ has: [{ instruction: 'USER' }] }, 'missing'],
    [{ lacks: [{ instruction: 'COPY' }] }, 'present'],
    [{ lacks: [{ instruction: 'ADD' }] }, 'passed'],
    [{ stages: { atLeast: 2, atMost: 2 } }, 'passed'],
    [{ stages: { atLeast: 3 } }, 'stages'],
  ])('%j -> %s', (check, code) => {
    expect(outcome('dockerfile', check, { text }).code).toBe(code);
  });

  it('says when there is no file, and accepts any text', () => {
    expect(outcome('dockerfile', {}, { text: null })).toMatchObject({ code: 'missing', passed: false });
    expect(outcome('dockerfile', { has: [{ instruction: 'FROM' }] }, { text: '\u0000<<EOF' }).passed).toBe(
      false,
    );
  });

  it('asks the linter', () => {
    const casing = 'from a\nRUN x\n';
    expect(outcome('dockerfile', { clean: ['ConsistentInstructionCasing'] }, { text: casing }).code).toBe(
      'lint',
    );
    expect(outcome('dockerfile', { clean: [] }, { text: casing }).passed).toBe(true);
  });
});

describe('checks on a build', () => {
  it.each([
    [{}, built, 'passed'],
    [{}, failed, 'build-failed'],
    [{ expect: 'fails' }, built, 'build-passed'],
    [{ expect: 'fails' }, failed, 'passed'],
    [{ expect: 'fails', failsWith: 'no rule' }, failed, 'passed'],
    [{ expect: 'fails', failsWith: 'out of memory' }, failed, 'wrong-failure'],
    [{ cachedSteps: { atLeast: 1, atMost: 1 } }, built, 'passed'],
    [{ cachedSteps: { atLeast: 2 } }, built, 'cached-steps'],
    [{ silent: ['no such output'] }, built, 'passed'],
    [{ contextBytes: { atMost: 99 } }, built, 'context-size'],
  ])('%j -> %#', (check, evidence, code) => {
    expect(outcome('build', check, evidence).code).toBe(code);
  });
});

describe("checks on the learner's published port", () => {
  const check = { options: { file: 'run.sh', image: 'tide' }, http: { port: 80, hostPort: 8080 } };
  it.each([
    [{ hostPort: null }, 'not published'],
    [{ hostPort: null, otherPorts: ['80:8080', ':90'] }, '-p 80:8080 -p :90'],
    [{ hostPort: 8081 }, '-p 8081:80'],
    [{ hostPort: 0 }, '-p 80'],
  ])('%j is told as %s', (published, found) => {
    expect(outcome('container', check, { ...served({ status: 200, body: '' }), ...published })).toMatchObject(
      {
        code: 'wrong-port',
        found,
      },
    );
  });
});

describe('checks on an image', () => {
  it.each([
    [
      { config: { user: '^1000$', workingDir: '^/app$', cmd: '^python app\\.py$', env: { SHIP: '\\S' } } },
      'passed',
    ],
    [{ config: { user: '^root$' } }, 'wrong-value'],
    [{ config: { env: { NONE: '.*' } } }, 'wrong-value'],
    [{ config: { labels: { team: 'red' } } }, 'wrong-value'],
    [{ config: { exposedPorts: ['8080'] } }, 'passed'],
    [{ config: { exposedPorts: ['80/udp'] } }, 'wrong-value'],
    [{ config: { volumes: ['/other'] } }, 'wrong-value'],
    [{ config: { healthcheck: '.' } }, 'wrong-value'],
    [{ layers: { atMost: 2 } }, 'too-many-layers'],
    [{ layers: { atLeast: 4 } }, 'too-few-layers'],
    [{ sizeBelow: 5001 }, 'passed'],
    [{ sizeBelow: 5000 }, 'too-large'],
    [{ files: [{ path: '/a', content: '^two$', mode: '644', uid: 0 }] }, 'passed'],
    [{ files: [{ path: '/b' }] }, 'file-missing'],
    [{ files: [{ path: '/a', exists: false }] }, 'file-present'],
    [{ files: [{ path: '/a', content: 'three' }] }, 'wrong-content'],
    [{ files: [{ path: '/a', mode: '755' }] }, 'wrong-mode'],
    [{ files: [{ path: '/a', uid: 1 }] }, 'wrong-owner'],
  ])('%j -> %s', (check, code) => {
    expect(outcome('image', check, imageEvidence()).code).toBe(code);
  });

  it('reports what was found in a layer, and a build that failed', () => {
    const check = { nowhere: [{ pattern: 'KEY', in: ['content'] }] };
    const findings = [{ rule: 0, in: 'content' as const, where: '/k in layer 1' }];
    const found = outcome('image', check, imageEvidence({ findings }));
    expect(found).toMatchObject({ code: 'found-in-layer', found: '/k in layer 1' });
    expect(outcome('image', check, imageEvidence({ build: failed })).code).toBe('build-failed');
  });
});

describe('checks on a container, a command and the quiz', () => {
  it.each([
    ['container', { exitCode: 0, stdout: '^hi$' }, ran(), 'passed'],
    ['container', { exitCode: 1 }, ran(), 'exit-code'],
    ['container', { stdout: 'ho' }, ran(), 'output'],
    ['container', { stderr: 'x' }, ran(), 'error-output'],
    ['container', {}, ran({ exitCode: null }), 'timeout'],
    ['container', { state: 'running' }, ran({ exitCode: null }), 'passed'],
    ['container', { state: 'running' }, ran(), 'wrong-state'],
    ['container', { http: { port: 80 } }, { ...ran(), run: null }, 'not-run'],
    ['container', { http: { port: 80 } }, ran(), 'wrong-state'],
    ['container', { http: { port: 80 } }, ran({ exitCode: null }), 'no-answer'],
    ['container', { http: { port: 80, body: 'ahoy' } }, served({ status: 200, body: 'x' }), 'wrong-answer'],
    ['container', { http: { port: 80 } }, served({ status: 404, body: '' }), 'wrong-answer'],
    ['container', { http: { port: 80, body: '^ahoy' } }, served({ status: 200, body: 'ahoy' }), 'passed'],
    ['container', { state: 'healthy' }, { ...ran({ exitCode: null }), health: 'healthy' }, 'passed'],
    ['container', { state: 'healthy' }, { ...ran({ exitCode: null }), health: 'unhealthy' }, 'unhealthy'],
    ['container', { state: 'healthy' }, ran({ exitCode: null }), 'unhealthy'],
    ['container', {}, { build: failed, run: null }, 'build-failed'],
    ['container', { exitCode: 0 }, { ...ran(), run: null, refusal: 'no such program' }, 'not-started'],
    ['command', { run: ['id'] }, { ...ran(), run: null, refusal: 'no such user' }, 'not-started'],
    ['command', { run: ['id'] }, ran(), 'passed'],
    ['command', { run: ['id'] }, ran({ exitCode: 1 }), 'exit-code'],
    ['command', { run: ['id'], stdout: 'x' }, ran(), 'output'],
    ['command', { run: ['id'] }, ran({ exitCode: null }), 'timeout'],
    ['quiz', { questions: ['a', 'b'] }, { correct: ['b', 'a'] }, 'passed'],
    ['quiz', { questions: ['a', 'b'] }, { correct: ['a'] }, 'unanswered'],
  ] as const)('%s %j', (kind, check, evidence, code) => {
    const result = outcome(kind, check, evidence as never);
    expect(result.code).toBe(code);
    expect(Object.keys(OUTCOME_CODES)).toContain(code);
    if (!result.passed) expect(result.message).not.toBe('');
  });
});

describe('the feedback of a lab', () => {
  const onFail = [
    { when: 'exit-code', message: 'not this one' },
    { when: 'output', found: 'bye', message: 'nor this' },
    { when: 'output', found: '^hi', message: 'this one', slide: 's1' },
    { when: '*', message: 'any other' },
  ];

  it('is the first that fits the code and what was found', () => {
    expect(outcome('container', { stdout: 'ho', onFail }, ran())).toMatchObject({
      message: 'this one',
      slide: 's1',
    });
    expect(outcome('container', { stdout: 'ho', onFail }, ran({ stdout: 'x' })).message).toBe('any other');
  });

  it('is ours where the author has nothing to say', () => {
    expect(outcome('container', { stdout: 'ho' }, ran()).message).toContain('"hi"');
  });
});
