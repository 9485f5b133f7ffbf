import fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appHome } from '../ipc/sender';
import { resolveRequest } from './resolve-request';

const resolve = (path: string) => resolveRequest(`app://drydock/${path}`, appHome);

describe('resolveRequest', () => {
  it.each([
    ['', { kind: 'app', path: ['index.html'] }],
    ['#/lesson/a/b', { kind: 'app', path: ['index.html'] }],
    ['assets/index.js?v=1', { kind: 'app', path: ['assets', 'index.js'] }],
    [
      'course/containers/01-why/figures/a%20b.png',
      {
        kind: 'figure',
        course: 'containers',
        path: ['01-why', 'figures', 'a b.png'],
      },
    ],
    ['course/x/%252e%252e', { kind: 'figure', course: 'x', path: ['%2e%2e'] }],
  ])('reads %s', (path, expected) => {
    expect(resolve(path)).toEqual(expected);
  });

  it.each([
    '..%2fsecret',
    '%2f..%2fsecret',
    'course/a/..%2f..%2fsecret.png',
    'course/..%2fa/x.png',
    'a%5c..%5csecret',
    'x%00.png',
    'C%3a/windows',
    'a//b.js',
    'a%ff.js',
    'a%0ab.js',
  ])('refuses %s', (path) => {
    expect(resolve(path)).toEqual({ kind: 'refused', status: 400 });
  });

  it.each(['app://other/index.html', 'https://drydock/index.html', 'app://drydock:80/', 'not an address'])(
    'knows nothing of %s',
    (url) => {
      expect(resolveRequest(url, appHome)).toEqual({ kind: 'refused', status: 404 });
    },
  );

  it('yields only names that stay below any folder on any system', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '%252f', '/', '\\', ':', '%00', 'course', 'a', '%'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const found = resolve(pieces.join(''));
        if (found.kind === 'refused') return;
        const names = found.kind === 'figure' ? [found.course, ...found.path] : found.path;
        for (const [path, root] of [
          [posix, '/root'],
          [win32, 'C:\\root'],
        ] as const) {
          expect(path.dirname(path.join(root, names[0] ?? ''))).toBe(root);
          expect(path.join(root, ...names).startsWith(`${root}${path.sep}`)).toBe(true);
          expect(path.relative(root, path.join(root, ...names)).split(path.sep)).toEqual(names);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
