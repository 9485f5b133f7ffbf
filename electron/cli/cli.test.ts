import { StandIns } from '../engines/embedded/bundled/stand-ins';
import { foldersInRepository } from '../engines/embedded/make-embedded';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engines } from '../engines/select';
import { runCli } from './program';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-cli-'));
  await writeFile(join(folder, 'Dockerfile'), 'FROM busybox:1.36\nRUNN x\n');
  await writeFile(join(folder, 'deck.md'), '# One\n\n## Two\n\ntext\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A machine without any engine. */
const bare = () =>
  new Engines({
    env: { DOCKER_HOST: `unix://${folder}/no.sock` },
    home: folder,
    platform: 'linux',
    exists: () => false,
  });

async function cli(...argv: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await runCli(argv, {
    engines: bare(),
    standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
    out: (text) => void (stdout += text),
    err: (text) => void (stderr += text),
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}

describe('the command line', () => {
  it.each([
    [],
    ['frobnicate'],
    ['build'],
    ['lint', 'x', '--format', 'xml'],
    ['images', '--no-such-option'],
    ['build', '.', '--engine', 'nonsense'],
    ['build', '.', '--build-arg', '=x'],
  ])('is misused: %j', async (...argv: string[]) => {
    const { code, stdout, stderr } = await cli(...argv);
    expect(code).toBe(2);
    if (argv.length > 0) expect(stderr).toMatch(/^drydock: [^\n]+\n$/);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
  });

  it.each([
    'deck',
    'lint',
    'build',
    'images',
    'inspect',
    'history',
    'files',
    'save',
    'load',
    'pull',
    'run',
    'ps',
    'logs',
    'exec',
    'stop',
    'rm',
    'engines',
  ])('%s explains itself', async (command) => {
    const { code, stdout } = await cli(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--json');
  });

  it('lints: a hard error is a negative result', async () => {
    const { code, stdout } = await cli('lint', join(folder, 'Dockerfile'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([expect.objectContaining({ line: 2, severity: 'error' })]),
    );
  });

  it('shows a deck', async () => {
    const { code, stdout } = await cli('deck', join(folder, 'deck.md'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).slides.length).toBeGreaterThanOrEqual(2);
  });

  it('says which file cannot be read, as a sentence or as JSON', async () => {
    const plain = await cli('lint', join(folder, 'none'));
    expect(plain).toMatchObject({ code: 1, stdout: '' });
    expect(plain.stderr).toContain(join(folder, 'none'));
    const json = await cli('lint', join(folder, 'none'), '--json');
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { kind: 'not-found' } });
  });

  it('says what to do when no engine answers', async () => {
    const { code, stderr } = await cli('images');
    expect(code).toBe(1);
    expect(stderr).toContain('Install Docker');
    const engines = await cli('engines', '--json');
    expect(engines.code).toBe(1);
    expect(JSON.parse(engines.stdout)).toEqual([
      expect.objectContaining({ id: 'docker', state: 'unavailable' }),
    ]);
  });

  it('says plainly that this command has no embedded engine', async () => {
    const { code, stderr } = await cli('build', folder, '--engine', 'embedded');
    expect(code).toBe(1);
    expect(stderr).toContain('not part of this command');
  });

  it('runs as a program of its own, with its exit code', { timeout: 60_000 }, async () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', 'electron/cli.ts', 'frobnicate', '--json'], {
      cwd: root,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ error: { kind: 'invalid-input' } });
  });
});
