import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCourse } from './read-course';
import { courseFiles, writeFiles } from './testing/course-files';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'drydock-glossary-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function read(text: string) {
  await writeFiles(folder, { ...courseFiles(), 'glossary.yaml': text });
  const { glossary, summary } = await readCourse(folder, 'folder');
  return { terms: glossary.terms, problems: summary.problems.filter(({ file }) => file === 'glossary.yaml') };
}
const term = (word: string, slide: string, more = ''): string =>
  `  - term: ${word}\n    definition: What it means, in a sentence.\n    slide: ${slide}\n${more}`;

describe('a glossary', () => {
  it('is optional, and leads to the slides that teach its words', async () => {
    await writeFiles(folder, courseFiles());
    expect((await readCourse(folder, 'folder')).glossary.terms).toEqual([]);
    const { terms, problems } = await read(
      `terms:\n${term('Image layer', 'one#layers', '    also: [layer]\n')}`,
    );
    expect(problems).toEqual([]);
    expect(terms).toMatchObject([
      { course: 'demo', id: 'image-layer', also: ['layer'], taught: { lesson: 'demo/one', slide: 'layers' } },
    ]);
  });

  it('says with file and line what is wrong, and the rest of the course works', async () => {
    const broken = await read('terms:\n  - term: layer\n    slide: one#layers\n');
    expect(broken.problems).toMatchObject([{ line: 2, message: expect.stringContaining('definition') }]);
    const { terms, problems } = await read(
      `terms:\n${term('layer', 'one#gone')}${term('Layer', 'one#layers')}`,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '"layer" is explained twice; the first counts',
      '"layer" points at the slide one#gone, which the course does not have',
    ]);
    expect(terms).toMatchObject([{ taught: null }]);
  });
});

it('the shipped courses explain their words, each by a slide that is there', async () => {
  const lessons = fileURLToPath(new URL('../../lessons', import.meta.url));
  const counts = await Promise.all(
    ['containers', 'orchestration'].map(async (name) => {
      const { glossary, summary } = await readCourse(join(lessons, name), 'shipped');
      expect(summary.problems).toEqual([]);
      expect(glossary.terms.filter(({ taught }) => taught === null)).toEqual([]);
      return glossary.terms.length;
    }),
  );
  expect(counts[0]).toBeGreaterThanOrEqual(60);
});
