import { mkdtemp, readFile, readdir, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CourseCache, fingerprintOf } from './course-cache';
import { courseFiles, writeFiles } from './testing/course-files';

let folder = '';
let now = 0;
const course = () => join(folder, 'course');
const kept = () => join(folder, 'cache');
const cacheOf = (build = 'one') => new CourseCache({ folder: kept(), build });

/** The clock that decides whether a folder was left alone long enough; files have the system's times. */
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-course-cache-')));
  await writeFiles(course(), courseFiles());
  now = Date.now() + 60_000;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

/** Reads and keeps. */
async function keep(): Promise<void> {
  const cache = cacheOf();
  await cache.read(course(), 'folder');
  await cache.save();
}

/** Makes a kept course say who it is from, so that a reading tells where it came from. */
async function mark(): Promise<void> {
  const [name = ''] = await readdir(kept());
  const text = await readFile(join(kept(), name), 'utf8');
  await writeFile(join(kept(), name), text.replaceAll('"title":"Two"', '"title":"Kept"'));
}

async function titleOf(cache: CourseCache): Promise<string | undefined> {
  return (await cache.read(course(), 'folder')).course.summary.lessons[1]?.title;
}

it('gives back exactly what was read', async () => {
  const fresh = await cacheOf().read(course(), 'folder');
  await keep();
  expect(await cacheOf().read(course(), 'folder')).toEqual(fresh);
});

it('does not read the files again while nothing changed', async () => {
  await keep();
  await mark();
  expect(await titleOf(cacheOf())).toBe('Kept');
});

it.each<[string, () => Promise<unknown>]>([
  ['changed, to the same length', () => writeFile(join(course(), '02-two/lesson.yaml'), changed('Six'))],
  [
    'changed with its time put back',
    async () => {
      const path = join(course(), '02-two/lesson.yaml');
      await writeFile(path, changed('Six'));
      await utimes(path, 1, 1);
    },
  ],
  ['added', () => writeFile(join(course(), 'new.md'), 'new')],
  ['removed', () => rm(join(course(), 'course.yaml'))],
  ['replaced by a link', () => replaceByLink(join(course(), '02-two/lesson.yaml'))],
])('reads again when a file was %s', async (_, change) => {
  await keep();
  await mark();
  await change();
  expect(await titleOf(cacheOf())).not.toBe('Kept');
});

it('reads again for another build, another origin and a damaged file', async () => {
  await keep();
  await mark();
  expect(await titleOf(cacheOf('two'))).toBe('Two');
  expect((await cacheOf().read(course(), 'archive')).course.summary.origin).toBe('archive');
  const [name = ''] = await readdir(kept());
  await writeFile(join(kept(), name), '{"build":"one"');
  expect(await titleOf(cacheOf())).toBe('Two');
});

it('keeps nothing of a folder that is being worked on, or that could not be read well', async () => {
  now = Date.now() - 59_000;
  await keep();
  expect(await readdir(kept()).catch(() => [])).toEqual([]);
  now += 120_000;
  await writeFile(join(course(), '02-two/lesson.yaml'), 'title: [');
  await keep();
  expect(await readdir(kept()).catch(() => [])).toEqual([]);
});

it('gives what was last kept without a look at the folder, to the same build and for the same folder only', async () => {
  expect(await cacheOf().last(course(), 'folder')).toBeNull();
  const fresh = await cacheOf().read(course(), 'folder');
  await keep();
  await writeFile(join(course(), '02-two/lesson.yaml'), changed('Six'));
  expect(await cacheOf().last(course(), 'folder')).toEqual(fresh);
  expect(await cacheOf('two').last(course(), 'folder')).toBeNull();
  expect(await cacheOf().last(course(), 'shipped')).toBeNull();
  expect(await cacheOf().last(join(folder, 'none'), 'folder')).toBeNull();
});

it('forgets folders that are no longer read', async () => {
  await keep();
  await writeFile(join(kept(), 'other.json'), '{}');
  await writeFile(join(course(), 'new.md'), 'new');
  await keep();
  expect(await readdir(kept())).toHaveLength(1);
  expect(await readdir(kept())).not.toContain('other.json');
});

it('survives a folder that is not there, and a place it cannot write to', async () => {
  const cache = new CourseCache({ folder: join(course(), 'course.yaml'), build: 'one' });
  expect((await cache.read(join(folder, 'none'), 'folder')).fingerprint).toBeNull();
  expect((await cache.read(course(), 'folder')).course.summary.lessons).not.toEqual([]);
  await expect(cache.save()).resolves.toBeUndefined();
  expect(await fingerprintOf(join(folder, 'none'))).toBeNull();
});

function changed(title: string): string {
  return courseFiles()['02-two/lesson.yaml']?.replace('Two', title) ?? '';
}

async function replaceByLink(path: string): Promise<void> {
  await rm(path);
  await writeFile(join(course(), 'elsewhere.yaml'), changed('Six'));
  await symlink(join(course(), 'elsewhere.yaml'), path);
}
