import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../electron/shared/dockerfile';
import { inProcessClient } from './testing/in-process';

const key = '/scratch/1/Dockerfile';
const source = [
  'ARG VERSION=1.36',
  'FROM busybox:${VERSION} as build',
  'RUN echo one',
  'FROM busybox:1.36',
  'COPY --from=build /a /b',
  'RUN --mount=type=bind,from=build,target=/x echo two',
  '',
].join('\n');
const at = (needle: string) => source.indexOf(needle) + 1;
const ask = inProcessClient();

describe('actions', () => {
  it('offer the fix of a problem, refactorings, and everything at once', async () => {
    const actions = await ask.ask(key, source, 'actions', { start: at('as build'), end: at('as build') });
    const fix = actions?.find(({ rule }) => rule === 'FromAsCasing');
    expect(applyEdits(source, fix?.edits ?? [])).toContain('FROM busybox:${VERSION} AS build');
    const all = actions?.find(({ kind }) => kind === 'fix-all');
    expect(applyEdits(source, all?.edits ?? [])).toContain(' AS build');
  });

  it('offer refactorings where nothing is wrong', async () => {
    const actions = await ask.ask(key, source, 'actions', { start: at('echo two'), end: at('echo two') });
    expect(actions?.map(({ kind }) => kind)).toContain('refactor');
  });
});

describe('the images that a file is built from', () => {
  it('are named once, and it is told whether their users matter', async () => {
    expect(await ask.ask(key, source, 'bases')).toEqual([{ name: 'busybox:1.36', namesUsers: false }]);
    const copied = 'FROM scratch\nFROM node:22 AS a\nFROM a\nCOPY --chown=node . /srv\n';
    expect(await ask.ask('/scratch/1/Owned', copied, 'bases')).toEqual([
      { name: 'node:22', namesUsers: true },
    ]);
  });
});

describe('fixes by name', () => {
  it('change the text where the problem is still there', async () => {
    const [found] =
      (await ask.ask(key, source, 'diagnostics'))?.filter(({ rule }) => rule === 'FromAsCasing') ?? [];
    const wanted = { rule: 'FromAsCasing', line: found?.line ?? 0, title: found?.fixes[0]?.title ?? '' };
    expect(await ask.ask(key, source, 'fixed', wanted)).toBe(source.replace(' as ', ' AS '));
    expect(await ask.ask(key, source, 'fixed', { ...wanted, line: 1 })).toBeUndefined();
    expect(await ask.ask(key, source, 'fixedAll')).toContain(' AS build');
  });
});

describe('a place', () => {
  it('says which rules are broken there', async () => {
    const { broken } = (await ask.ask(key, source, 'hover', at('as build'))) ?? { broken: [] };
    expect(broken.map(({ rule }) => rule.id)).toContain('FromAsCasing');
  });

  it('finds a stage’s definition and uses, and renames them all', async () => {
    const offset = source.indexOf('from=build') + 6;
    const span = await ask.ask(key, source, 'definition', offset);
    expect(source.slice(span?.start, span?.end)).toBe('build');
    expect(await ask.ask(key, source, 'references', offset)).toHaveLength(3);
    expect(await ask.ask(key, source, 'nameAt', offset)).toMatchObject({ name: 'build' });
    const renamed = await ask.ask(key, source, 'rename', offset, 'keel');
    expect(renamed && 'edits' in renamed && applyEdits(source, renamed.edits).match(/keel/g)).toHaveLength(3);
    expect(await ask.ask(key, source, 'rename', offset, '9')).toHaveProperty('problem');
  });
});

describe('the image at a place', () => {
  it('is named with its variables replaced, and is none for a stage', async () => {
    const named = await ask.ask(key, source, 'imageAt', source.indexOf('busybox:$') + 2);
    expect(named?.reference).toBe('busybox:1.36');
    expect(source.slice(named?.span.start, named?.span.end)).toBe('busybox:${VERSION}');
    expect(await ask.ask(key, source, 'imageAt', source.indexOf('from=build') + 6)).toBeUndefined();
    const copied = 'FROM scratch\nCOPY --from=alpine:3.20 /a /b\n';
    const from = await ask.ask('/scratch/1/Other', copied, 'imageAt', copied.indexOf('alpine') + 1);
    expect(from?.reference).toBe('alpine:3.20');
    expect(await ask.ask('/scratch/1/Other', copied, 'imageAt', 7)).toBeUndefined();
  });
});

describe('the graph', () => {
  it('has stages and one edge for each kind of use', async () => {
    const graph = await ask.ask(key, source, 'graph');
    expect(graph?.stages).toMatchObject([
      {
        label: 'build',
        base: 'busybox:1.36',
        line: 2,
        needed: true,
        steps: [{ text: 'RUN echo one', line: 3 }],
      },
      { label: 'stage 1', line: 4, needed: true },
    ]);
    expect(graph?.edges).toEqual([
      { from: 0, to: 1, kind: 'copy', line: 5 },
      { from: 0, to: 1, kind: 'mount', line: 6 },
    ]);
  });

  it('marks what the last stage does not need, and draws nothing of an empty file', async () => {
    const unused = 'FROM busybox:1 AS idle\nFROM busybox:1 AS base\nFROM base\n';
    const graph = await ask.ask(key, unused, 'graph');
    expect(graph?.stages.map(({ needed }) => needed)).toEqual([false, true, true]);
    expect(graph?.edges).toEqual([{ from: 1, to: 2, kind: 'base', line: 3 }]);
    expect(await ask.ask(key, '', 'graph')).toEqual({ stages: [], edges: [] });
  });
});

it('says what a Dockerfile leaves to whoever builds it', async () => {
  const file = [
    'ARG BASE=busybox:1.36',
    'FROM ${BASE}',
    'ARG BASE',
    'ARG SHIP PORT=8080',
    'RUN --mount=type=secret,id=token --mount=type=secret,target=/etc/keys/key true',
    'RUN --mount=type=secret,id=token --mount=type=secret,id=$WHICH --mount=type=cache,id=pip,target=/c true',
  ].join('\n');
  expect(await ask.ask(key, file, 'asks')).toEqual({
    args: [{ name: 'BASE', fallback: 'busybox:1.36' }, { name: 'SHIP' }, { name: 'PORT', fallback: '8080' }],
    secrets: ['token', 'key'],
  });
});

describe('the build context', () => {
  const told = inProcessClient();
  const facts = {
    root: '/lab/x/',
    files: ['Dockerfile', 'dev.Dockerfile', '.dockerignore', 'app/main.py', 'app/cache/a.pyc'].map(
      (path) => ({
        path,
        size: 10,
      }),
    ),
    ignoreFiles: { '.dockerignore': '**/*.pyc\n', 'dev.Dockerfile.dockerignore': 'app\n' },
    rules: {},
  };

  it('is told for each Dockerfile by its own ignore file, and anew when the files change', async () => {
    told.configure(facts);
    expect(await told.ask('/lab/x/Dockerfile', '', 'context')).toMatchObject({
      ignoreFile: '.dockerignore',
      totals: { files: 4, ignoredFiles: 1 },
    });
    expect(await told.ask('/lab/x/dev.Dockerfile', '', 'context')).toMatchObject({
      ignoreFile: 'dev.Dockerfile.dockerignore',
      totals: { ignoredFiles: 2 },
    });
    told.configure({ ...facts, ignoreFiles: {} });
    const { ignoreFile, totals } = (await told.ask('/lab/x/Dockerfile', '', 'context')) ?? {};
    expect(ignoreFile).toBeUndefined();
    expect(totals).toMatchObject({ files: 5, ignoredFiles: 0 });
  });

  it('is explained line by line in an ignore file, from the text that is typed', async () => {
    const lines = await told.ask('/lab/x/.dockerignore', 'app\n!app/main.py\n', 'ignorePatterns');
    expect(lines?.map(({ line, decides }) => [line, decides.map(({ path }) => path)])).toEqual([
      [1, ['app/cache/a.pyc']],
      [2, ['app/main.py']],
    ]);
    const paths = await told.ask('/lab/x/.dockerignore', '', 'ignorePaths');
    expect(paths?.filter(({ isFolder }) => isFolder).map(({ path }) => path)).toEqual(['app', 'app/cache']);
    expect(await told.ask('/lab/x/Dockerfile', '', 'ignoreSuggestion')).toContain('**/*.pyc');
  });
});

describe('facts of the workspace', () => {
  it('bring the settings of hadolint, and the files that links lead to', async () => {
    const asked = inProcessClient();
    const root = '/lab/a/';
    const text = 'FROM busybox\nCOPY a.txt /\n# https://example.org\n';
    const rules = async () =>
      (await asked.ask(`${root}Dockerfile`, text, 'diagnostics'))?.map(({ rule }) => rule);
    expect(await rules()).toContain('ImageWithoutTag');
    asked.configure({
      root,
      files: [{ path: 'a.txt', size: 1 }],
      ignoreFiles: {},
      rules: {},
      hadolint: { ignored: ['DL3006'] },
    });
    expect(await rules()).not.toContain('ImageWithoutTag');
    const links = await asked.ask(`${root}Dockerfile`, text, 'links');
    expect(links).toMatchObject([{ key: '/lab/a/a.txt' }, { url: 'https://example.org' }]);
  });
});
