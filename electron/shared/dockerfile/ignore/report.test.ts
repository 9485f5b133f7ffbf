import { describe, expect, it } from 'vitest';
import type { ContextFile } from './context-report';
import { filesOf, reportContext } from './context-report';
import { reportPatterns } from './pattern-report';

const files: readonly ContextFile[] = [
  { path: 'Dockerfile', size: 10 },
  { path: '.dockerignore', size: 5 },
  { path: 'app/main.py', size: 100 },
  { path: 'app/cache/a.pyc', size: 2000 },
  { path: 'app/cache/keep.txt', size: 7 },
  { path: 'notes/key.pem', size: 50 },
];
const ignore = '# caches\napp/cache\n!app/cache/keep.txt\n**/*.pem\nDocker*\nnothing-like-this\n';
const needed = ['Dockerfile', '.dockerignore'];

describe('reportContext', () => {
  it('tells what is sent, what is not, and by which line', () => {
    const { nodes, totals, largest } = reportContext(files, ignore, needed);
    expect(totals).toEqual({ files: 4, bytes: 122, ignoredFiles: 2, ignoredBytes: 2050 });
    expect(largest[0]).toEqual({ path: 'app/main.py', size: 100 });
    const byPath = new Map(filesOf(nodes).map((node) => [node.path, node]));
    expect(byPath.get('app/cache/a.pyc')).toMatchObject({
      sent: false,
      by: { line: 2, pattern: 'app/cache' },
    });
    expect(byPath.get('app/cache/keep.txt')).toMatchObject({ sent: true, by: { line: 3 } });
    expect(byPath.get('Dockerfile')).toMatchObject({ sent: true, needed: true, by: { line: 5 } });
    expect(nodes.map(({ name }) => name)).toEqual(['app', 'notes', '.dockerignore', 'Dockerfile']);
    expect(nodes[1]).toMatchObject({ sent: false, totals: { ignoredFiles: 1 } });
  });

  it('leaves nothing out by a file that is not valid, and says which line it is', () => {
    const { totals, problem } = reportContext(files, 'app\n[\n', needed);
    expect(totals.ignoredFiles).toBe(0);
    expect(problem).toMatchObject({ line: 2 });
  });
});

describe('reportPatterns', () => {
  it('gives each line the files it has the last word about', () => {
    const reports = reportPatterns(files, ignore, needed);
    expect(
      reports.map(({ line, matched, decides }) => [line, matched, decides.map(({ path }) => path)]),
    ).toEqual([
      [2, 2, ['app/cache/a.pyc']],
      [3, 1, ['app/cache/keep.txt']],
      [4, 1, ['notes/key.pem']],
      [5, 1, ['Dockerfile']],
      [6, 0, []],
    ]);
    expect(reports[1]).toMatchObject({ exception: true, bytes: 7 });
    expect(reportPatterns(files, '[', needed)[0]?.problem).toMatch(/no valid pattern/);
  });
});
