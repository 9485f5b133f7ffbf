import { chmod, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectContext } from '../build-context/collect';
import { packContext } from '../build-context/pack';
import type { BuildRecord } from '../shared/engine/build';
import { isStale } from './is-stale';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-stale-'));
  await write('Dockerfile', 'FROM busybox:1.36\nCOPY . /srv\n');
  await write('.dockerignore', '*.log\n');
  await write('greeting.txt', 'Ahoy\n');
  await write('empty', '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (path: string, text: string) => writeFile(join(folder, path), text);

/** The record of a build that sent the folder as it is now. */
async function built(): Promise<BuildRecord> {
  const context = await collectContext(folder, 'Dockerfile');
  const { stream, hash } = packContext(context);
  stream.resume();
  return {
    id: 'b1',
    workspace: 'lab/c/l/x',
    engine: 'docker',
    simulated: false,
    startedAt: '2026-03-01T10:00:00.000Z',
    ms: 1,
    options: {},
    contextHash: await hash,
    contextBytes: context.bytes,
    contextFiles: context.files,
    steps: [],
    warnings: [],
    output: '',
    result: { ok: true, imageId: 'sha256:1', tags: [] },
  };
}

it('is fresh while only times and ignored files change', async () => {
  const record = await built();
  expect(await isStale(record, folder)).toBe(false);
  await utimes(join(folder, 'greeting.txt'), 1, 1);
  await write('debug.log', 'noise');
  expect(await isStale(record, folder)).toBe(false);
});

it('is stale once a content of the same length, a mode or the list of files changed', async () => {
  const record = await built();
  await write('greeting.txt', 'Ahoj\n');
  expect(await isStale(record, folder)).toBe(true);
  await write('greeting.txt', 'Ahoy\n');
  expect(await isStale(record, folder)).toBe(false);
  await write('more.txt', '');
  expect(await isStale(record, folder)).toBe(true);
  await rm(join(folder, 'more.txt'));
  if (process.platform !== 'win32') {
    await chmod(join(folder, 'greeting.txt'), 0o755);
    expect(await isStale(record, folder)).toBe(true);
  }
});

it('says nothing of a build that sent nothing, and of files that cannot be read', async () => {
  const record = await built();
  expect(await isStale({ ...record, contextHash: '' }, folder)).toBeNull();
  expect(await isStale(record, join(folder, 'gone'))).toBeNull();
});
