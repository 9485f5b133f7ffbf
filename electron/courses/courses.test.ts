import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Catalogue, type CatalogueOptions } from './catalogue';
import { readCourse } from './read-course';
import { courseFiles, writeFiles } from './testing/course-files';

let folder: string;
let catalogues: Catalogue[];
let remembered: readonly string[];
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-courses-')));
  await mkdir(join(folder, 'shipped'));
  catalogues = [];
  remembered = [];
});
afterEach(async () => {
  for (const catalogue of catalogues) await catalogue.close();
  await rm(folder, { recursive: true, force: true });
});

const course = (): string => join(folder, 'shipped/demo');
const open = async (
  opened: readonly string[] = [],
  cache: CatalogueOptions['cache'] = null,
): Promise<Catalogue> => {
  const catalogue = await Catalogue.open({
    shipped: join(folder, 'shipped'),
    archives: join(folder, 'profile/courses'),
    opened,
    remember: (folders) => {
      remembered = folders;
    },
    cache,
  });
  catalogues.push(catalogue);
  return catalogue;
};
/** Problems of the course and its lessons as `file:line: message`. */
const problems = async (): Promise<string[]> => {
  const { summary } = await readCourse(course(), 'shipped');
  return [...summary.problems, ...summary.lessons.flatMap((lesson) => lesson.problems)].map(
    (problem) => `${problem.file}:${problem.line ?? ''}: ${problem.message}`,
  );
};

describe('Catalogue', () => {
  it('lists a course, its lessons and items, and gives what a lesson view needs', async () => {
    await writeFiles(course(), courseFiles());
    const catalogue = await open();
    const [demo] = catalogue.list();
    expect(demo?.problems).toEqual([]);
    expect(demo?.lessons.map((lesson) => [lesson.key, lesson.number, lesson.problems])).toEqual([
      ['demo/one', 1, []],
      ['demo/two', 2, []],
    ]);
    expect(demo?.lessons[0]?.items).toEqual([
      { kind: 'deck', id: 'deck', path: 'slides.md', slideCount: 3 },
      {
        kind: 'quiz',
        id: 'quiz',
        path: 'quiz.yaml',
        questions: [{ id: 'q1', prompt: 'What is a layer made of?' }],
      },
      { kind: 'lab', id: 'first', key: 'demo/one/first', title: 'First', minutes: 5, stepIds: ['build'] },
    ]);
    const lesson = catalogue.lesson('demo/one');
    expect(lesson.baseUrl).toBe('app://drydock/course/demo/01-one/');
    expect(lesson.deck?.source).toContain('## Layers');
    expect(lesson.labs[0]?.steps).toEqual({ build: 'Write a Dockerfile with a healthcheck.\n' });
    expect(() => catalogue.lesson('demo/none')).toThrow(/no lesson/);
    expect(() => catalogue.lesson('none/one')).toThrow(/no course/);
  });

  it('gives the files of a lab, with their right to run', async () => {
    await writeFiles(course(), courseFiles());
    await chmod(join(course(), '01-one/labs/01-first/start/app/serve.sh'), 0o755);
    const catalogue = await open();
    const files = await catalogue.labFiles('demo/one/first', 'start');
    expect(files.map((file) => [file.path, file.executable])).toEqual([
      ['Dockerfile', false],
      ['app/serve.sh', true],
    ]);
    expect(catalogue.labOpens('demo/one/first')).toBe('Dockerfile');
    expect(await catalogue.labFolderFiles('demo/one/first', 'wrong/none')).toEqual([]);
    await expect(catalogue.labFiles('demo/one/none', 'start')).rejects.toThrow(/No open course/);
  });

  it('opens a folder, remembers it, replaces it when opened again, and takes it out', async () => {
    await writeFiles(join(folder, 'mine'), courseFiles('mine'));
    const catalogue = await open();
    expect(await catalogue.add(join(folder, 'mine'))).toMatchObject({ id: 'mine', origin: 'folder' });
    await catalogue.add(join(folder, 'mine'));
    expect(catalogue.list()).toHaveLength(1);
    expect(remembered).toEqual([join(folder, 'mine')]);
    expect((await open(remembered)).list()).toHaveLength(1);
    await catalogue.remove('mine');
    expect(catalogue.list()).toEqual([]);
    expect(remembered).toEqual([]);
    expect(existsSync(join(folder, 'mine/course.yaml'))).toBe(true);
  });

  it('shows a shipped course as it was last, and as it is once the library has settled', async () => {
    const later = Date.now() + 60_000;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => later);
    try {
      await writeFiles(course(), courseFiles());
      const kept = { folder: join(folder, 'kept'), build: 'one' };
      const before = await open([], kept);
      await before.close();
      const two = courseFiles()['02-two/lesson.yaml'] ?? '';
      await writeFile(join(course(), '02-two/lesson.yaml'), two.replace('Two', 'Second'));
      const catalogue = await open([], kept);
      const titles = () => catalogue.list()[0]?.lessons.map((lesson) => lesson.title);
      expect(titles()).toEqual(['One', 'Two']);
      await catalogue.settle();
      await expect.poll(titles, { timeout: 10_000 }).toEqual(['One', 'Second']);
    } finally {
      clock.mockRestore();
    }
  });

  it('refuses what is no course, and an id that a shipped course has', async () => {
    await writeFiles(course(), courseFiles());
    await writeFiles(join(folder, 'other'), courseFiles());
    await mkdir(join(folder, 'empty'));
    const catalogue = await open();
    await expect(catalogue.add(join(folder, 'empty'))).rejects.toThrow(/no course.yaml/);
    await expect(catalogue.add(join(folder, 'none'))).rejects.toThrow(/does not exist/);
    await expect(catalogue.add(join(folder, 'other'))).rejects.toThrow(/comes with the app/);
    await expect(catalogue.remove('demo')).rejects.toThrow(/stays in the library/);
  });

  it('shows an opened folder that is gone, with the reason', async () => {
    const [gone] = (await open([join(folder, 'gone')])).list();
    expect(gone).toMatchObject({ title: 'gone', lessons: [] });
    expect(gone?.problems[0]?.message).toMatch(/cannot be read: it does not exist/);
  });

  it('notices a change, a mistake and its mending', async () => {
    await writeFiles(course(), courseFiles());
    const catalogue = await open();
    const yaml = join(course(), '02-two/lesson.yaml');
    await catalogue.settle();
    await writeFile(yaml, 'title: [\n');
    await expect.poll(() => catalogue.list()[0]?.lessons[1]?.problems.length, { timeout: 5000 }).toBe(1);
    await writeFile(yaml, courseFiles()['02-two/lesson.yaml']?.replace('Two', 'Mended') ?? '');
    await expect.poll(() => catalogue.list()[0]?.lessons[1]?.title, { timeout: 5000 }).toBe('Mended');
  });

  it('notices what changed after the reading and before changes are noticed', async () => {
    await writeFiles(course(), courseFiles());
    const catalogue = await open();
    const changed = courseFiles()['02-two/lesson.yaml']?.replace('Two', 'Changed') ?? '';
    await writeFile(join(course(), '02-two/lesson.yaml'), changed);
    await catalogue.settle();
    await expect.poll(() => catalogue.list()[0]?.lessons[1]?.title, { timeout: 5000 }).toBe('Changed');
  });
});

describe('a broken course', () => {
  it('tells file, line and mistake, and keeps the rest', async () => {
    const files = courseFiles();
    await writeFiles(course(), {
      ...files,
      '02-two/lesson.yaml': 'title: Two\nminutes: soon\nitems: []\nobjectives: [x]\n',
    });
    expect(await problems()).toEqual([
      '02-two/lesson.yaml:2: minutes: expected a number, found "soon"',
      '02-two/lesson.yaml:3: items: expected at least 1 entry, found an empty list',
    ]);
    const { summary } = await readCourse(course(), 'shipped');
    expect(summary.lessons.map((lesson) => lesson.items.length)).toEqual([3, 0]);
  });

  it('finds what one file names and another does not have', async () => {
    const files = courseFiles();
    const lab = '01-one/labs/01-first/lab.yaml';
    await writeFiles(course(), {
      ...files,
      '01-one/quiz.yaml': files['01-one/quiz.yaml']?.replace('slide: layers', 'slide: nowhere') ?? '',
      [lab]: files[lab]?.replace('steps/01.md', 'steps/09.md') ?? '',
    });
    expect(await problems()).toEqual([
      '01-one/quiz.yaml:: question "q1" points at the slide "nowhere", which the deck does not have',
      `${lab}:: step "build" names steps/09.md, which is not in the lab's folder`,
    ]);
  });

  it('leads from rules of the linter to slides, and doubts rules and slides that are not there', async () => {
    const files = courseFiles();
    const rules =
      'rules:\n  DL3006: stages\n  image-size: layers\n  labells: layers\n  UserNotNumeric: gone\n';
    await writeFiles(course(), { ...files, '01-one/lesson.yaml': files['01-one/lesson.yaml'] + rules });
    expect(await problems()).toEqual([
      '01-one/lesson.yaml:: rules names "labells", which is no rule of the linter and no topic of one; did you mean "labels"?',
      '01-one/lesson.yaml:: the rule "UserNotNumeric" points at the slide "gone", which the deck does not have',
    ]);
    const { summary } = await readCourse(course(), 'shipped');
    expect(summary.lessons[0]?.rules).toEqual([
      { rule: 'DL3006', slide: 'stages', title: 'Stages' },
      { rule: 'image-size', slide: 'layers', title: 'Layers' },
      { rule: 'labells', slide: 'layers', title: 'Layers' },
    ]);
  });

  it('survives missing, huge, wrongly encoded and mistaken files, each in one sentence', async () => {
    const files = courseFiles();
    await writeFiles(course(), { ...files, '01-one/quiz.yaml': Buffer.from([0x74, 0x0a, 0xe2, 0x28]) });
    await rm(join(course(), '01-one/slides.md'));
    await mkdir(join(course(), '01-one/slides.md'));
    await writeFile(join(course(), '01-one/labs/01-first/lab.yaml'), Buffer.alloc(1024 * 1024 + 1, ' '));
    await rm(join(course(), '02-two/slides.md'));
    execFileSync('mkfifo', [join(course(), '02-two/slides.md')]);
    expect(await problems()).toEqual([
      '01-one/slides.md:: this file is a folder, and a file was expected',
      '01-one/quiz.yaml:2: this file is not UTF-8 text: byte 0xE2 at offset 2, line 2',
      '01-one/labs/01-first/lab.yaml:: this file is larger than the 1 MiB that are read',
      '02-two/slides.md:: this file is a device or pipe, and a file was expected',
    ]);
  });

  it('follows no link that leads out, and no circle', async () => {
    await writeFiles(course(), courseFiles());
    await writeFile(join(folder, 'secret'), 'secret');
    await symlink(join(folder, 'secret'), join(course(), '01-one/labs/01-first/start/leak'));
    await symlink('..', join(course(), '01-one/circle'));
    await symlink('self', join(course(), '01-one/self'));
    await rename(join(course(), '02-two'), join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(course(), '02-two'));
    const found = await problems();
    expect(found).toContain(
      '01-one/labs/01-first/start/leak:: this link is not followed: it leads out of the course folder',
    );
    expect(found.filter((line) => line.startsWith('02-two'))).toEqual([
      '02-two/lesson.yaml:: this file leads out of the course folder',
    ]);
    expect(found).toContain('01-one/self:: this link is not followed: its links lead in a circle');
    const files = await (await open()).labFiles('demo/one/first', 'start');
    expect(files.map((file) => file.path)).not.toContain('leak');
  });

  it('stops looking after thousands of files', async () => {
    await writeFiles(course(), courseFiles());
    await mkdir(join(course(), 'zz'));
    await Promise.all(
      Array.from({ length: 6000 }, (_, index) => writeFile(join(course(), 'zz', `${index}`), '')),
    );
    expect((await problems())[0]).toMatch(/more than 5000 files/);
  });

  it('tells of lessons whose names differ only by number', async () => {
    const files = courseFiles();
    await writeFiles(course(), {
      ...files,
      'course.yaml': files['course.yaml']?.replace('02-two', '02-one') ?? '',
    });
    expect(await problems()).toContain(
      'course.yaml:: two lessons are named "one" after their number; the first is used',
    );
  });
});
