import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseFiles, writeFiles } from '../courses/testing/course-files';
import { Progress } from '../progress';
import type { CliContext } from './context';
import { runCli } from './program';

let folder: string;
let said = '';
const run = async (...args: string[]): Promise<number> => {
  said = '';
  const add = (text: string): void => void (said += text);
  const context = { out: add, err: add, signal: new AbortController().signal } as unknown as CliContext;
  return runCli(['progress', ...args], context);
};
const inFolder = (name: string): string => join(folder, name);
const certify = (...more: string[]): Promise<number> =>
  run('certificate', inFolder('course'), '--name', 'Ada', '--profile', inFolder('profile'), ...more);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-certificate-'));
  await writeFiles(inFolder('course'), courseFiles());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('drydock progress certificate and verify', () => {
  it('needs progress, and a completed course', async () => {
    expect(await certify()).toBe(1);
    expect(said).toContain('There is no progress');
    const progress = await Progress.open({ folder: inFolder('profile/progress'), courses: () => [] });
    await progress.record([{ kind: 'lesson-completed', lesson: 'demo/one' }]);
    await progress.close();
    expect(await certify()).toBe(1);
    expect(said).toContain('is not completed yet');
    expect(await run('certificate', inFolder('nowhere'), '--name', 'Ada')).toBe(1);
    expect(await run('certificate', inFolder('course'))).toBe(2);
  });

  it('writes what verify then finds valid, and not valid once it is changed', async () => {
    const progress = await Progress.open({ folder: inFolder('profile/progress'), courses: () => [] });
    const engine = { engine: 'docker', simulated: false };
    await progress.record([
      { kind: 'step-passed', lab: 'demo/one/first', step: 'build', points: 1, ...engine },
      { kind: 'course-completed', course: 'demo' },
    ]);
    await progress.close();
    const file = inFolder('ada.json');
    expect(await certify('-o', file)).toBe(0);
    expect(said).toContain('does not show who used that profile');

    expect(await run('verify', file)).toBe(0);
    expect(said).toMatch(/Valid: Ada completed "Demo" .* 1 lab steps on docker, 0 of them simulated/);
    const [fingerprint = ''] = /SHA256:\S+/.exec(said) ?? [];
    expect(await run('verify', file, '--key', fingerprint, '--json')).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ valid: true, fingerprint });
    expect(await run('verify', file, '--key', 'SHA256:other')).toBe(1);

    await writeFile(file, (await readFile(file, 'utf8')).replace('"Ada"', '"Eve"'));
    expect(await run('verify', file)).toBe(1);
    expect(said).toContain('Not valid: It was changed');
    expect(await run('verify', inFolder('absent.json'))).toBe(1);
  });
});
