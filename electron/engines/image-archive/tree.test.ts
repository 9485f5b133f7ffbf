import { describe, expect, it } from 'vitest';
import { Random } from '../../shared/dockerfile/testing/random';
import type { LayerContents, LayerEntry, Whiteout } from './entry';
import { listLayer, listTree, mergeLayers, resolvePath } from './tree';

const names = ['a', 'b', 'c'];
const types = ['file', 'directory', 'symlink'] as const;

function entry(path: string, type: LayerEntry['type'] = 'file', size = 1): LayerEntry {
  return { path, type, size: type === 'file' ? size : 0, mode: 0o644, uid: 0, gid: 0 };
}

/** A random layer whose entries come with the folders above them, as a builder writes them. */
function randomLayer(random: Random): LayerContents {
  const path = () => Array.from({ length: 1 + random.below(3) }, () => `/${random.pick(names)}`).join('');
  const entries = new Map<string, LayerEntry>();
  for (let count = random.below(5); count > 0; count--) {
    const at = path();
    const parts = at.split('/').slice(1);
    const above = parts.slice(1).map((_, depth) => `/${parts.slice(0, depth + 1).join('/')}`);
    if (above.some((folder) => (entries.get(folder)?.type ?? 'directory') !== 'directory')) continue;
    for (const folder of above) entries.set(folder, entry(folder, 'directory'));
    if (entries.get(at)?.type !== 'directory')
      entries.set(at, entry(at, random.pick(types), random.below(9)));
  }
  const whiteouts: Whiteout[] = [];
  if (random.below(2) === 0) whiteouts.push({ kind: 'remove', path: path() });
  if (random.below(3) === 0) whiteouts.push({ kind: 'opaque', folder: path() });
  return { entries: [...entries.values()], whiteouts };
}

/** The same by the letter of the specification: every path is asked for by itself, from the top layer down. */
function isSeen(layers: readonly LayerContents[], path: string): LayerEntry | undefined {
  for (const layer of [...layers].reverse()) {
    const own = layer.entries.find((each) => each.path === path);
    if (own) return own;
    const above = (folder: string) => path.startsWith(folder === '/' ? '/' : `${folder}/`);
    const hidden = layer.whiteouts.some((whiteout) =>
      whiteout.kind === 'opaque' ? above(whiteout.folder) : whiteout.path === path || above(whiteout.path),
    );
    const replaced = layer.entries.some((each) => each.type !== 'directory' && above(each.path));
    if (hidden || replaced) return undefined;
  }
  return undefined;
}

describe('layers laid over each other', () => {
  it('are what the specification says, for 600 random images', () => {
    const random = new Random(7);
    for (let round = 0; round < 600; round++) {
      const layers = Array.from({ length: 1 + random.below(5) }, () => randomLayer(random));
      const paths = new Set(layers.flatMap(({ entries }) => entries.map(({ path }) => path)));
      const tree = mergeLayers(layers);
      for (const path of paths) expect(tree.get(path)?.entry, `${round} ${path}`).toBe(isSeen(layers, path));
      expect(listTree(tree).map(({ path }) => path)).toEqual([...tree.keys()].sort());
      checkChanges(layers);
    }
  });

  it('follows links as far as Linux does', () => {
    const link = (path: string, target: string) => ({ ...entry(path, 'symlink'), linkTarget: target });
    const tree = mergeLayers([
      {
        entries: [
          entry('/real', 'directory'),
          entry('/real/file'),
          link('/to-folder', 'real'),
          link('/up', '../../real/./file'),
          link('/one', 'two'),
          link('/two', '/one'),
          { ...entry('/hard', 'hardlink'), linkTarget: '/real/file' },
        ],
        whiteouts: [],
      },
    ]);
    expect(resolvePath(tree, '/to-folder/file')?.entry.path).toBe('/real/file');
    expect(resolvePath(tree, '/up')?.entry.path).toBe('/real/file');
    expect(resolvePath(tree, '/hard')?.entry.path).toBe('/real/file');
    expect(resolvePath(tree, '/one')).toBeUndefined();
    expect(resolvePath(tree, '/none')).toBeUndefined();
  });
});

/** What a layer says that it changes leads from the tree below it to the tree with it. */
function checkChanges(layers: readonly LayerContents[]): void {
  for (let index = 0; index < layers.length; index++) {
    const paths = new Set(mergeLayers(layers, index).keys());
    const after = new Set(mergeLayers(layers, index + 1).keys());
    const files = listLayer(layers, index);
    for (const { path, change } of files) {
      if (change === 'added') expect(paths.has(path), path).toBe(false);
      if (change === 'changed' || change === 'removed') expect(paths.has(path), path).toBe(true);
      if (change === 'removed') expect(after.has(path), path).toBe(false);
    }
  }
}
