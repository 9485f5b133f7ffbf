import { mkdtemp, readFile, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { isInside } from '../storage/contained-path';
import { canMount, mountSmallDisk } from '../storage/testing/small-disk';
import { unpackCourse } from './archive';
import { Catalogue } from './catalogue';
import { courseFiles } from './testing/course-files';
import { unsafeName } from './zip-entries';

let folder: string;
let into: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-archive-')));
  into = join(folder, 'profile/courses');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Buffer>>;
/** Makes a zip. A path is first written under a harmless name of the same length, since yazl refuses hostile ones. */
async function zip(files: Files, modes: Readonly<Record<string, number>> = {}): Promise<string> {
  const archive = new yazl.ZipFile();
  const renamed: [string, string][] = [];
  for (const [path, content] of Object.entries(files)) {
    const harmless = `${'x'.repeat(Math.max(0, Buffer.byteLength(path) - 3))}${String(renamed.length).padStart(3, '0')}`;
    renamed.push([harmless, path]);
    archive.addBuffer(Buffer.from(content), harmless, { mode: modes[path] ?? 0o100644 });
  }
  archive.end();
  let bytes = (await buffer(archive.outputStream)).toString('latin1');
  for (const [from, to] of renamed) bytes = bytes.replaceAll(from, Buffer.from(to).toString('latin1'));
  const path = join(folder, 'course.zip');
  await writeFile(path, bytes, 'latin1');
  return path;
}
const course = courseFiles('zipped');
/** Nothing may be left behind by an archive that was refused. */
const untouched = async (): Promise<void> => {
  expect(await readdir(into).catch(() => [])).toEqual([]);
  expect((await readdir(folder)).filter((name) => !['course.zip', 'profile'].includes(name))).toEqual([]);
};

describe('unpackCourse', () => {
  it('unpacks a course at the top or in one folder, once, with the right to run', async () => {
    const script = '01-one/labs/01-first/start/app/serve.sh';
    const top = await unpackCourse(await zip(course, { [script]: 0o100755 }), into);
    expect(await readFile(join(top, 'course.yaml'), 'utf8')).toBe(course['course.yaml']);
    expect((await stat(join(top, script))).mode & 0o777).toBe(0o755);
    expect(await unpackCourse(join(folder, 'course.zip'), into)).toBe(top);
    const wrapped = Object.fromEntries(
      Object.entries(course).map(([path, text]) => [`My course/${path}`, text]),
    );
    const inner = await unpackCourse(await zip({ ...wrapped, '__MACOSX/x': 'junk' }), into);
    expect((await readdir(inner)).sort()).toEqual(['01-one', '02-two', 'course.yaml']);
  });

  it('joins the library as an archive, and a new edition replaces the old', async () => {
    const catalogue = await Catalogue.open({
      ...{ shipped: folder, archives: into, opened: [], cache: null },
      remember: () => undefined,
    });
    const shipped = catalogue.list().length;
    expect(await catalogue.add(await zip(course))).toMatchObject({ id: 'zipped', origin: 'archive' });
    const newer = { ...course, 'course.yaml': course['course.yaml']?.replace('1.0.0', '2.0.0') ?? '' };
    await catalogue.add(await zip(newer));
    expect(
      catalogue
        .list()
        .slice(shipped)
        .map((one) => one.version),
    ).toEqual(['2.0.0']);
    await catalogue.close();
  });

  it.each([
    ['../evil', /leads out|invalid relative path/],
    ['a/../../evil', /leads out|invalid relative path/],
    ['/etc/evil', /absolute/],
    ['C:/evil', /absolute/],
    ['..\\evil', /invalid characters|not every system/],
    ['a//b', /empty part/],
    ['./evil', /empty part/],
    ['nul.txt', /Windows/],
    ['name:stream', /not every system/],
    ['COURSE.yaml', /two entries/],
    ['course.yaml/inner', /two entries/],
  ])('refuses an entry %s before a byte is written', async (path, message) => {
    await expect(unpackCourse(await zip({ ...course, [path]: 'x' }), into)).rejects.toThrow(message);
    await untouched();
  });

  it.each([
    ['symbolic link', 0o120777],
    ['device', 0o060644],
    ['pipe', 0o010644],
  ])('refuses a %s', async (_, mode) => {
    await expect(
      unpackCourse(await zip({ ...course, odd: '/etc/passwd' }, { odd: mode }), into),
    ).rejects.toThrow(/link or special/);
    await untouched();
  });

  it('refuses what grows too much, is too many, or is no course', async () => {
    await expect(
      unpackCourse(await zip({ ...course, bomb: Buffer.alloc(20 * 1024 * 1024) }), into),
    ).rejects.toThrow(/grows/);
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`f/${index}`, '']));
    const archive = new yazl.ZipFile();
    for (const path of Object.keys(many)) archive.addBuffer(Buffer.alloc(0), path);
    archive.end();
    await writeFile(join(folder, 'course.zip'), await buffer(archive.outputStream));
    await expect(unpackCourse(join(folder, 'course.zip'), into)).rejects.toThrow(/more than 5000 entries/);
    await expect(unpackCourse(await zip({ 'readme.txt': '' }), into)).rejects.toThrow(/no course.yaml/);
    await writeFile(join(folder, 'course.zip'), 'not a zip');
    await expect(unpackCourse(join(folder, 'course.zip'), into)).rejects.toThrow(/not a zip file/);
    await untouched();
  });

  it('refuses an archive that is cut or damaged anywhere, and leaves nothing', async () => {
    const whole = await readFile(await zip(course));
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, change, cut) => {
          const damaged = cut
            ? whole.subarray(0, at)
            : whole.map((byte, index) => (index === at ? byte ^ change : byte));
          await writeFile(join(folder, 'course.zip'), damaged);
          const unpacked = await unpackCourse(join(folder, 'course.zip'), into).catch(() => null);
          if (unpacked === null) await untouched();
          else expect(isInside(into, unpacked)).toBe(true);
          await rm(into, { recursive: true, force: true });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('calls no name safe that leaves its folder', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', '/', '\\', 'C:', '\0'), fc.string());
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
        const path = parts.join('/');
        if (unsafeName(path) === null) expect(isInside('/into', join('/into', path))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!canMount)('leaves nothing on a disk that is full (needs root)', async () => {
    const disk = mountSmallDisk('64k');
    try {
      const noise = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251));
      await expect(unpackCourse(await zip({ ...course, noise }), disk.folder)).rejects.toThrow(
        /the disk is full/,
      );
      expect(await readdir(disk.folder)).toEqual([]);
    } finally {
      disk.remove();
    }
  });
});
