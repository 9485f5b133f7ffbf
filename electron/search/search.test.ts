import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadedCourse } from '../courses';
import { readCourse } from '../courses/read-course';
import { courseFiles, writeFiles } from '../courses/testing/course-files';
import type { SourceFile } from '../workspaces';
import { excerptOf } from './excerpt';
import { Search } from './search';

let folder: string;
let course: LoadedCourse;
let search: Search;
const startFiles = async (): Promise<readonly SourceFile[]> => [
  { path: 'app/serve.sh', bytes: Buffer.from('#!/bin/sh\necho marzipan\n'), executable: true },
  { path: 'logo.png', bytes: Buffer.from([0x89, 0, 1]), executable: false },
];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-search-'));
  await writeFiles(folder, courseFiles());
  course = await readCourse(folder, 'folder');
  search = new Search(startFiles);
  await search.update([course]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const first = (text: string): unknown => {
  const [hit] = search.query(text);
  return hit && [hit.kind, hit.item, hit.target];
};

describe('Search', () => {
  it('finds slides, steps, files, questions and lessons, and where they are', () => {
    expect(first('changed files layer')).toEqual(['slide', 'deck', 'layers']);
    expect(first('healthcheck')).toEqual(['step', 'first', 'build']);
    expect(first('marzipan')).toEqual(['file', 'first', 'app/serve.sh']);
    expect(first('What layer made')).toEqual(['quiz', 'quiz', 'q1']);
    expect(first('Know two')).toEqual(['lesson', 'deck', '']);
    expect(search.query('marzipan')[0]).toMatchObject({ lesson: 'demo/one', context: 'Demo · One' });
  });

  it('finds beginnings of words and small misspellings', () => {
    expect(first('healthch')).toEqual(['step', 'first', 'build']);
    expect(first('helthcheck')).toEqual(['step', 'first', 'build']);
  });

  it('finds any of the words where nothing has all, and nothing for nothing', () => {
    expect(first('marzipan zeppelin')).toEqual(['file', 'first', 'app/serve.sh']);
    expect(search.query('')).toEqual([]);
    expect(search.query('zeppelin')).toEqual([]);
  });

  it('follows a course that changes and forgets one that is closed', async () => {
    await writeFiles(folder, { '02-two/slides.md': '## Zeppelins\n\nThey fly.\n' });
    await search.update([await readCourse(folder, 'folder')]);
    expect(first('zeppelin')).toEqual(['slide', 'deck', 'zeppelins']);
    expect(search.query('marzipan')).toHaveLength(1);
    await search.update([]);
    expect(search.query('zeppelin')).toEqual([]);
  });

  it('survives any query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => Array.isArray(search.query(text))),
    );
  });
});

describe('excerptOf', () => {
  it('shows the words around the first match and marks whole words', () => {
    const { excerpt, ranges } = excerptOf(`${'before '.repeat(30)}a Layer of\nfiles, layered; layer`, [
      'layer',
    ]);
    expect(excerpt).toMatch(/^… (before )+a Layer of files, layered; layer$/);
    expect(ranges.map(([from, to]) => excerpt.slice(from, to))).toEqual(['Layer', 'layer']);
  });

  it('marks only words that were matched, inside the excerpt, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('layer', 'Stage', 'x', ', ', ' ', '\n', 'é'), { maxLength: 200 }),
        (parts) => {
          const { excerpt, ranges } = excerptOf(parts.join(' '), ['layer', 'stage']);
          for (const [from, to] of ranges)
            expect(['layer', 'stage']).toContain(excerpt.slice(from, to).toLowerCase());
          expect(excerpt.length).toBeLessThanOrEqual(164);
        },
      ),
    );
  });
});
