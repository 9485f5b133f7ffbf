/** Every command that asks an engine, with a real one: what it writes, as a table and as JSON, and how it ends. */
import { StandIns } from '../engines/embedded/bundled/stand-ins';
import { foldersInRepository } from '../engines/embedded/make-embedded';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFiles } from '../courses/testing/course-files';
import { Engines } from '../engines/select';
import { runCli } from './program';

const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows
const tag = `drydock/cli-${process.pid}:latest`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-cli-engine-'));
  await writeFiles(folder, {
    'good/Dockerfile': 'FROM busybox:1.36\nCOPY a.txt /srv/a.txt\nCMD ["cat", "/srv/a.txt"]\n',
    'good/a.txt': 'ahoy\n',
    'bad/Dockerfile': 'FROM busybox:1.36\nRUN exit 3\n',
  });
});
afterAll(async () => {
  await engine?.images.remove(tag).catch(() => undefined); // no test may have come so far
  await engines.close();
  await rm(folder, { recursive: true, force: true });
});

async function cli(...argv: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await runCli(argv, {
    engines,
    standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}

async function json(...argv: string[]): Promise<unknown> {
  const { code, stdout } = await cli(...argv, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe.skipIf(!engine)('with an engine', { timeout: 60_000 }, () => {
  it('builds, step by step or one event a line', async () => {
    const text = await cli('build', join(folder, 'good'), '-t', tag);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('COPY a.txt /srv/a.txt');
    expect(text.stdout).toMatch(new RegExp(`Built sha256:[0-9a-f]{64} as ${tag} in \\d+ ms\n$`));
    const lines = (await cli('build', join(folder, 'good'), '-t', tag, '--json')).stdout.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { type: string }).type).at(-1)).toBe('done');
  });

  it('ends with 1 when a build fails, and says where', async () => {
    const { code, stderr } = await cli('build', join(folder, 'bad'));
    expect(code).toBe(1);
    expect(stderr).toContain('line 2: The command ended with exit code 3.');
  });

  it('lists engines and images', async () => {
    expect(await cli('engines')).toMatchObject({ code: 0, stdout: expect.stringMatching(/docker +ready/) });
    expect(await json('engines')).toContainEqual(expect.objectContaining({ id: 'docker', state: 'ready' }));
    expect((await cli('images')).stdout).toContain(tag);
    expect(await json('images')).toContainEqual(expect.objectContaining({ tags: [tag], ours: true }));
  });

  it('shows an image, its history and its files', async () => {
    expect(await json('inspect', tag)).toMatchObject({ config: { cmd: ['cat', '/srv/a.txt'] } });
    expect((await cli('history', tag)).stdout).toMatch(/COPY a\.txt/);
    expect(await json('history', tag)).toEqual(
      expect.arrayContaining([expect.objectContaining({ createdBy: expect.stringContaining('COPY a.txt') })]),
    );
    expect((await cli('files', tag)).stdout).toContain('/srv/a.txt');
    expect(await json('files', tag, '--layer', '1')).toContainEqual(
      expect.objectContaining({ path: '/srv/a.txt', change: 'added', size: 5 }),
    );
    expect((await cli('files', tag, '--layer', 'top')).code).toBe(2);
  });

  it('saves an image and runs it', async () => {
    const file = join(folder, 'saved.tar');
    expect(await json('save', tag, '-o', file)).toEqual({ file });
    expect((await stat(file)).size).toBeGreaterThan(1000);
    expect(await cli('run', '--rm', tag)).toEqual({ code: 0, stdout: 'ahoy\n', stderr: '' });
    expect((await cli('run', '--rm', tag, 'sh', '-c', 'exit 4')).code).toBe(4);
    const told = await cli('run', '--rm', '--json', tag, 'sh', '-c', 'echo $SHIP; exit 4');
    expect([told.code, JSON.parse(told.stdout)]).toMatchObject([4, { exitCode: 4 }]);
    expect((await cli('run', '--rm', '-e', 'SHIP=ahoy', tag, 'sh', '-c', 'echo $SHIP')).stdout).toBe(
      'ahoy\n',
    );
  });

  it('runs in the background, looks in, and cleans up', async () => {
    const name = `drydock-cli-${process.pid}`;
    const limits = ['-m', '64m', '--cpus', '0.5', '-w', '/tmp', '-u', '33', '-p', '80'];
    const script = 'echo begun; pwd; sleep 60';
    const started = await cli('run', '-d', '--name', name, ...limits, tag, 'sh', '-c', script);
    expect(started).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/) });
    expect((await cli('ps')).stdout).toMatch(new RegExp(`${name} .*running .*127.0.0.1:\\d+->80/tcp`));
    expect(await cli('exec', '-e', 'A=b', name, 'sh', '-c', 'echo $A; id -u; exit 3')).toEqual({
      code: 3,
      stdout: 'b\n33\n',
      stderr: '',
    });
    await expect
      .poll(async () => (await cli('logs', name)).stdout, { timeout: 20_000 })
      .toBe('begun\n/tmp\n');
    expect((await cli('rm', name)).code).toBe(1);
    expect(await cli('rm', '-f', name)).toMatchObject({ code: 0, stdout: `${name}\n` });
    expect((await cli('logs', name)).code).toBe(1);
  });

  it('stops what takes too long, and loads what it saved', async () => {
    const late = await cli('run', '--rm', '--timeout', '1', tag, 'sleep', '60');
    expect(late).toMatchObject({ code: 1, stderr: 'drydock: the container was stopped after 1 seconds.\n' });
    const file = join(folder, 'again.tar');
    await cli('save', tag, '-o', file);
    expect((await cli('load', '-i', file)).stdout).toBe(`Loaded ${tag}\n`);
  });

  it('says which image there is none of', async () => {
    for (const command of ['inspect', 'history', 'files', 'run']) {
      const { code, stderr } = await cli(command, '--json', 'no/such:image');
      expect([command, code, JSON.parse(stderr).error.kind]).toEqual([command, 1, 'not-found']);
    }
  });
});
