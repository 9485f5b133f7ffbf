import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appHome } from '../ipc/sender';
import { type Served, serve } from './serve';

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-serve-')));
  await mkdir(join(folder, 'renderer/assets'), { recursive: true });
  await mkdir(join(folder, 'course/figures'), { recursive: true });
  await writeFile(join(folder, 'secret.png'), 'secret');
  await writeFile(join(folder, 'renderer/index.html'), '<p>page</p>');
  await writeFile(join(folder, 'renderer/assets/notes.md'), 'text');
  await writeFile(join(folder, 'course/course.yaml'), 'id: course');
  await writeFile(join(folder, 'course/figures/a.svg'), '<svg/>');
  await symlink(join(folder, 'secret.png'), join(folder, 'course/figures/link.png'));
  await symlink(folder, join(folder, 'course/up'));
  await mkdir(join(folder, 'course/figures/folder.png'));
});
afterAll(() => rm(folder, { recursive: true }));

function get(path: string, method = 'GET'): Promise<Served> {
  return serve(
    { url: `app://drydock/${path}`, method },
    {
      home: appHome,
      root: join(folder, 'renderer'),
      courseFolder: (course) => Promise.resolve(course === 'known' ? join(folder, 'course') : null),
      log: () => undefined,
    },
  );
}

describe('serve', () => {
  it('serves the page with its policy', async () => {
    const response = await get('');
    expect(response.body.toString()).toBe('<p>page</p>');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['content-security-policy']).not.toContain('unsafe-eval');
  });

  it('serves a figure with a policy that lets it run nothing', async () => {
    const response = await get('course/known/figures/a.svg');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('image/svg+xml');
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'.*sandbox$/);
  });

  it.each([
    ['course/known/figures/link.png', 403],
    ['course/known/up/secret.png', 403],
    ['course/known/course.yaml', 403],
    ['course/known/figures/folder.png', 404],
    ['course/known/figures/none.png', 404],
    ['course/unknown/figures/a.svg', 404],
    ['assets/notes.md', 403],
    ['missing.js', 404],
    ['..%2fsecret.png', 400],
  ])('gives nothing for %s', async (path, status) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.body.toString()).toBe('');
  });

  it('answers only reading', async () => {
    expect((await get('', 'POST')).status).toBe(405);
  });
});
