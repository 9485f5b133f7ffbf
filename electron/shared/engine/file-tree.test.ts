import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileNode } from './file-tree';
import { fileRows, fileTree, filesOfDifferences, filterFiles } from './file-tree';
import type { ImageFile } from './image';

const file = (path: string, size = 1, rest: Partial<ImageFile> = {}): ImageFile => ({
  path,
  type: 'file',
  size,
  mode: 0o644,
  uid: 0,
  gid: 0,
  ...rest,
});
const folder = (path: string): ImageFile => file(path, 0, { type: 'directory', mode: 0o755 });

describe('fileTree', () => {
  it('puts folders first, adds up what is below them, and makes up those that are not listed', () => {
    const tree = fileTree([
      file('/b.txt', 5),
      file('/app/src/main.py', 7, { change: 'added' }),
      file('/app/old.py', 9, { change: 'removed' }),
      folder('/app'),
      folder('/empty'),
    ]);
    expect(tree.map(({ name, size, children }) => [name, size, children?.length])).toEqual([
      ['app', 7, 2],
      ['empty', 0, 0],
      ['b.txt', 5, undefined],
    ]);
    expect(tree[0]?.changes).toEqual({ added: 1, changed: 0, removed: 1 });
    expect(tree[0]?.children?.[0]).toMatchObject({ path: '/app/src', file: undefined });
  });

  it('loses no file and no byte, whatever the paths', () => {
    const path = fc
      .array(fc.stringMatching(/^[a-c.]{1,3}$/), { minLength: 1, maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 30 }), (paths) => {
        const tree = fileTree(paths.map((each, index) => file(each, index)));
        const all = fileRows(tree, () => true).map(({ node }) => node);
        expect(all.filter((node) => node.file).map((node) => node.path)).toHaveLength(paths.length);
        const total = (nodes: readonly FileNode[]) => nodes.reduce((sum, { size }) => sum + size, 0);
        expect(total(tree)).toBe(paths.reduce((sum, _path, index) => sum + index, 0));
      }),
    );
  });
});

describe('filterFiles', () => {
  const files = [file('/etc/Passwd'), file('/srv/a', 1, { change: 'added' })];

  it.each([
    [{}, 2],
    [{ text: ' passwd ' }, 1],
    [{ changedOnly: true }, 1],
    [{ text: 'passwd', changedOnly: true }, 0],
  ])('%j', (filter, found) => {
    expect(filterFiles(files, filter)).toHaveLength(found);
  });
});

it('fileRows shows what is open, with its place among its siblings', () => {
  const rows = fileRows(fileTree([file('/a/b'), file('/a/c'), file('/d')]), ({ name }) => name === 'a');
  expect(
    rows.map(({ node, level, position, siblings, open }) => [node.path, level, position, siblings, open]),
  ).toEqual([
    ['/a', 1, 1, 2, true],
    ['/a/b', 2, 1, 2, false],
    ['/a/c', 2, 2, 2, false],
    ['/d', 1, 2, 2, false],
  ]);
});

it('filesOfDifferences shows what was removed as it was', () => {
  const [before, after] = [file('/a', 3), file('/a', 4)];
  expect(
    filesOfDifferences([
      { change: 'removed', path: '/a', before },
      { change: 'changed', path: '/a', before, after },
    ]),
  ).toEqual([
    { ...before, change: 'removed' },
    { ...after, change: 'changed' },
  ]);
});
