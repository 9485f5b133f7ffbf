/** Every command without an engine: what it writes with and without `--json`, and how it ends. */
import { StandIns } from '../engines/embedded/bundled/stand-ins';
import { foldersInRepository } from '../engines/embedded/make-embedded';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseFiles, writeFiles } from '../courses/testing/course-files';
import { Engines } from '../engines/select';
import { profileAt } from '../profile';
import { Progress } from '../progress';
import { runCli } from './program';

let folder = '';
const at = (path: string) => join(folder, path);

/** A course without labs, which needs no engine to be proved. */
const deckOnly = () => {
  const files = courseFiles();
  const kept = Object.entries(files).filter(([path]) => !path.includes('/labs/'));
  const lesson = files['01-one/lesson.yaml']?.replace('  - lab: 01-first\n', '') ?? '';
  return { ...Object.fromEntries(kept), '01-one/lesson.yaml': lesson };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-commands-'));
  await writeFiles(folder, {
    'good/Dockerfile': 'FROM busybox:1.36\nCMD ["true"]\n',
    'bad/Dockerfile': 'FROM busybox:1.36\nRUNN x\n',
    'deck.md': '# One\n\n## Two\n\ntext\n',
    'binary.md': Buffer.from([0x23, 0x20, 0xff, 0xfe]),
  });
  await writeFiles(at('course'), deckOnly());
  await writeFiles(at('broken'), {
    ...deckOnly(),
    '02-two/lesson.yaml': 'title: Two\nobjectives: [x]\nminutes: soon\nitems: [{ deck: slides.md }]\n',
  });
  const progress = await Progress.open({ folder: profileAt(at('profile')).progress, courses: () => [] });
  await progress.record([
    { kind: 'quiz-answered', lesson: 'demo/one', question: 'q1', correct: true, answer: 'files' },
    { kind: 'slide-seen', lesson: 'demo/one', slide: 'layers' },
  ]);
  await progress.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function cli(...argv: string[]) {
  let stdout = '';
  let stderr = '';
  const bare = new Engines({
    env: { DOCKER_HOST: `unix://${folder}/no.sock` },
    home: folder,
    platform: 'linux',
    exists: () => false,
  });
  const code = await runCli(argv, {
    engines: bare,
    standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}

describe('lint', () => {
  it('is content with a good file', async () => {
    expect(await cli('lint', at('good/Dockerfile'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing to complain about'),
    });
    const json = await cli('lint', at('good/Dockerfile'), '--json');
    expect([json.code, JSON.parse(json.stdout)]).toEqual([0, []]);
  });

  it('fixes what is safe and reports the rest', async () => {
    const file = at('fixed/Dockerfile');
    await writeFiles(at('fixed'), { Dockerfile: 'FROM busybox:1.36 as one\nRUN sudo echo\n' });
    const { code, stdout } = await cli('lint', '--fix', file);
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing to complain about')]);
    expect(await readFile(file, 'utf8')).toBe('FROM busybox:1.36 AS one\nRUN echo\n');
  });

  it('heeds .hadolint.yaml, its threshold and the one that is given', async () => {
    const file = at('settings/Dockerfile');
    await writeFiles(at('settings'), { Dockerfile: 'FROM busybox\nUSER root\n' });
    const rules = async (...more: string[]) => {
      const { code, stdout } = await cli('lint', file, '--json', ...more);
      const found = JSON.parse(stdout) as { rule: string; severity: string }[];
      return [code, ...found.map(({ rule, severity }) => `${rule} ${severity}`)];
    };
    expect(await rules()).toEqual([1, 'ImageWithoutTag warning', 'LastUserIsRoot warning']);
    expect((await rules('--threshold', 'error'))[0]).toBe(0);
    await writeFiles(at('settings'), {
      '.hadolint.yaml': 'ignored: [DL3006]\noverride: { info: [DL3002] }\nfailure-threshold: info\n',
    });
    expect(await rules()).toEqual([1, 'LastUserIsRoot info']);
    expect(await rules('--threshold', 'none')).toEqual([0, 'LastUserIsRoot info']);
    await writeFiles(at('settings'), { '.hadolint.yaml': 'ignored: [DL9999]\n' });
    const { code, stderr } = await cli('lint', file);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/\.hadolint\.yaml:1: There is no rule "DL9999"\./),
    ]);
  });

  it('reads Compose files, and writes for GitHub and SARIF', async () => {
    const file = at('compose.yaml');
    await writeFiles(folder, { 'compose.yaml': 'services:\n  web:\n    imagee: a:1\n' });
    const github = await cli('lint', file, '--format', 'github');
    expect([github.code, github.stdout]).toEqual([1, expect.stringMatching(/^::error file=.*,line=3,/m)]);
    const sarif = await cli('lint', file, at('bad/Dockerfile'), '--format', 'sarif');
    const [run] = (JSON.parse(sarif.stdout) as { runs: [{ results: { ruleId: string }[] }] }).runs;
    expect(run.results.map(({ ruleId }) => ruleId)).toContain('unknown-key');
    expect(new Set(run.results.map(({ ruleId }) => ruleId)).size).toBeGreaterThan(1);
  });

  it('names file, line and rule', async () => {
    const { code, stdout } = await cli('lint', at('bad/Dockerfile'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/bad\/Dockerfile:2:\d+: error \S+: /);
  });
});

describe('deck', () => {
  it('lists the slides', async () => {
    const { code, stdout } = await cli('deck', at('deck.md'));
    expect(code).toBe(0);
    expect(stdout).toContain('2 slides');
    expect(stdout).toMatch(/3 +\S+ +Two/);
  });

  it('says which byte is no text', async () => {
    const { code, stderr } = await cli('deck', at('binary.md'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/binary\.md is not UTF-8 text: byte 0xFF at offset 2, line 1/);
  });
});

describe('course check', () => {
  it('finds a course sound', async () => {
    expect(await cli('course', 'check', at('course'))).toEqual({
      code: 0,
      stdout: 'The course is sound.\n',
      stderr: '',
    });
    const json = await cli('course', 'check', at('course'), '--json');
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual({
      course: 'demo',
      ok: true,
      problems: [],
      engines: [],
      proofs: [],
    });
  });

  it('names file, line and mistake of one that is not', async () => {
    const { code, stdout } = await cli('course', 'check', at('broken'));
    expect(code).toBe(1);
    expect(stdout).toContain('02-two/lesson.yaml:3: error: minutes: expected a number, found "soon"');
    expect(stdout).toContain('not sound');
    const json = await cli('course', 'check', at('broken'), '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, problems: [{ line: 3 }] });
  });

  it('names a folder that is not there', async () => {
    const { code, stdout } = await cli('course', 'check', at('nowhere'));
    expect(code).toBe(1);
    expect(stdout).toContain(`${at('nowhere')}: error: the course folder cannot be read: `);
  });

  it('says what to do when its labs need an engine and none answers', async () => {
    await writeFiles(at('labs'), courseFiles());
    const { code, stderr } = await cli('course', 'check', at('labs'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ error: { kind: 'engine-unavailable' } });
  });
});

describe('progress export', () => {
  it('writes what was learnt as JSON, which an import takes, and as a table', async () => {
    const json = await cli('progress', 'export', '--profile', at('profile'), '--json');
    expect(json.code).toBe(0);
    const other = await Progress.open({ folder: at('other'), courses: () => [] });
    try {
      expect(await other.import(json.stdout)).toMatchObject({ added: 2, known: 0 });
      expect(other.state().lessons['demo/one']?.quiz['q1']).toMatchObject({ correct: true });
    } finally {
      await other.close();
    }
    const csv = await cli('progress', 'export', '--profile', at('profile'), '--format', 'csv');
    expect(csv.code).toBe(0);
    expect(csv.stdout).toMatch(/^course,lesson,kind,/);
    expect(csv.stdout).toMatch(/^demo,one,question,q1,correct,/m);
  });

  it('says where there is no progress, and takes one format at a time', async () => {
    const none = await cli('progress', 'export', '--profile', at('nobody'), '--json');
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stderr).error).toMatchObject({
      kind: 'not-found',
      message: `There is no progress in ${at('nobody')}.`,
    });
    const both = await cli('progress', 'export', '--json', '--format', 'csv');
    expect(both.code).toBe(2);
  });
});

describe.each([
  ['build', '.'],
  ['images'],
  ['inspect', 'busybox'],
  ['history', 'busybox'],
  ['files', 'busybox'],
  ['save', 'busybox', '-o', '/nowhere/x.tar'],
  ['run', 'busybox'],
])('%s without an engine', (...argv: string[]) => {
  it('says so in one sentence, or as JSON', async () => {
    const [command = '', ...rest] = argv;
    const plain = await cli(command, ...rest);
    expect(plain).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^drydock: [^\n]+\n$/),
    });
    const json = await cli(command, '--json', ...rest);
    expect(json).toMatchObject({ code: 1, stdout: '' });
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { kind: 'engine-unavailable', remedy: expect.stringContaining('Install Docker') },
    });
  });
});

it.each([['course'], ['course', 'check'], ['progress'], ['progress', 'export']])(
  '%s %s explains itself',
  async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli(...argv, '--help');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: drydock/);
    expect(stdout).toContain('--json');
  },
);

it('keeps what it cannot read apart from what it was asked wrongly', async () => {
  expect((await cli('run', '--timeout', 'soon', 'busybox')).code).toBe(2);
  expect((await cli('deck', at('nowhere.md'))).code).toBe(1);
  expect((await cli('course', 'check')).code).toBe(2);
  expect((await cli('progress', 'export', '--format', 'xml')).code).toBe(2);
});
