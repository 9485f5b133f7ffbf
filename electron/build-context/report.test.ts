import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { filesOf, reportContext } from '../shared/dockerfile';
import { collectContext } from './collect';

describe('the context that is reported to the learner', () => {
  const folders: string[] = [];
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

  it('is what an engine is sent', async () => {
    const name = fc.constantFrom('a', 'b', 'ab', '.c');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `d/${parts.join('/')}.txt`);
    const part = fc.constantFrom('a', 'b', '*', '**', 'a*', '?b', '.c', 'd', '*.txt', 'a.txt');
    const pattern = fc
      .tuple(fc.boolean(), fc.array(part, { minLength: 1, maxLength: 3 }))
      .map(([not, parts]) => (not ? '!' : '') + parts.join('/'));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(path, { minLength: 1, maxLength: 8 }),
        fc.array(pattern, { maxLength: 5 }),
        async (paths, patterns) => {
          const folder = await mkdtemp(join(tmpdir(), 'drydock-context-'));
          folders.push(folder);
          const text = patterns.join('\n');
          for (const file of [...paths, 'Dockerfile']) {
            await mkdir(dirname(join(folder, file)), { recursive: true });
            await writeFile(join(folder, file), 'x');
          }
          await writeFile(join(folder, '.dockerignore'), text);
          const listed = [...paths, 'Dockerfile', '.dockerignore'].map((each) => ({ path: each, size: 1 }));
          const { nodes } = reportContext(listed, text, ['Dockerfile', '.dockerignore']);
          const reported = filesOf(nodes).filter(({ sent }) => sent);
          const { entries } = await collectContext(folder, 'Dockerfile');
          const sent = entries.filter(({ type }) => type !== 'directory');
          expect(reported.map((each) => each.path).sort()).toEqual(sent.map((each) => each.path).sort());
        },
      ),
      { numRuns: 60 },
    );
  });
});
