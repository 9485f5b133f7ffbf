import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedCourse } from '../../electron/courses';
import { readCourse } from '../../electron/courses/read-course';
import { courseFiles, writeFiles } from '../../electron/courses/testing/course-files';
import { Search } from '../../electron/search';
import type { Bench } from './bench';
import { percentile, timed } from './statistics';

const lessons = 200;
const slidesPerLesson = 30;
const queries = [
  'layer',
  'dock',
  'multi stage build',
  'helthcheck',
  'copy from builder',
  'e',
  'volume mount',
  'nothing of this',
];

/** Full-text search in a library of 200 lessons. */
export const bench: Bench = {
  name: 'search',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-search-'));
    try {
      const course = await largeCourse(folder);
      const search = new Search(async () => []);
      const indexing = await timed(() => search.update([course]));
      const times: number[] = [];
      for (let round = 0; round < 20; round += 1) {
        for (const query of queries) times.push(await timed(() => search.query(query)));
      }
      const what = `search in ${course.lessons.length} lessons`;
      return [
        { what: `${what} p50`, value: percentile(times, 50), unit: 'ms' },
        { what: `${what} p95`, value: percentile(times, 95), unit: 'ms', budget: { of: 'value', most: 50 } },
        { what: `index ${course.lessons.length} lessons`, value: indexing, unit: 'ms' },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function largeCourse(folder: string): Promise<LoadedCourse> {
  const [yaml = ''] = [courseFiles()['course.yaml']];
  const names = Array.from(
    { length: lessons },
    (_, index) => `${String(index % 100).padStart(2, '0')}-lesson-${index}`,
  );
  const files: Record<string, string> = {
    'course.yaml': yaml.replace(/lessons: .*/, `lessons: [${names.join(', ')}]`),
  };
  for (const [index, name] of names.entries()) {
    files[`${name}/lesson.yaml`] =
      `title: Lesson ${index}\nobjectives: [Know]\nminutes: 5\nitems: [{ deck: slides.md }]\n`;
    files[`${name}/slides.md`] = Array.from({ length: slidesPerLesson }, (_, slide) =>
      text(index, slide),
    ).join('\n');
  }
  await writeFiles(folder, files);
  return readCourse(folder, 'folder');
}

const words =
  'layer image build stage copy from builder cache context volume mount network port healthcheck user secret argument environment registry digest manifest container process kernel namespace limit signal entrypoint command label'.split(
    ' ',
  );

/** A slide of sixty words, always the same ones for the same place: some 4000 different ones in all. */
function text(lesson: number, slide: number): string {
  const body = Array.from({ length: 60 }, (_, index) => {
    const word = words[(lesson * 31 + slide * 17 + index * index * 7) % words.length] ?? '';
    return index % 9 === 0 ? `w${(lesson * 131 + slide * 37 + index) % 4000}` : word;
  });
  return `## Slide ${slide} of ${lesson}\n\n${body.join(' ')}.\n`;
}
