import type { ImageFile } from '../../shared/engine/image';
import type { LayerContents, LayerEntry } from './entry';

/** A file of an image's whole tree, with the layer (0 is the base) that it comes from. */
export interface TreeFile {
  readonly entry: LayerEntry;
  readonly layer: number;
}

/** An image's whole tree, as a container sees it: path -> file. */
export type ImageTree = ReadonlyMap<string, TreeFile>;

/** Lays the first `count` layers over each other (OCI image-spec, layer.md, "Applying Changesets"). */
export function mergeLayers(layers: readonly LayerContents[], count = layers.length): ImageTree {
  const tree = new Map<string, TreeFile>();
  for (const [index, layer] of layers.slice(0, count).entries()) layOver(tree, layer, index);
  return tree;
}

/** Lays the layer of that index over the ones below it, which the tree holds. */
export function layOver(tree: Map<string, TreeFile>, layer: LayerContents, index: number): void {
  for (const path of removedBy(layer, tree)) tree.delete(path);
  for (const entry of layer.entries) {
    const before = tree.get(entry.path);
    if (before?.entry.type === 'directory' && entry.type !== 'directory') removeInside(tree, entry.path);
    tree.set(entry.path, { entry, layer: index });
  }
}

/** The whole tree as a sorted list. */
export function listTree(tree: ImageTree): readonly ImageFile[] {
  return [...tree.values()].map(({ entry }) => entry).sort(byPath);
}

/** What one layer holds, sorted; see {@link changesOf}. */
export function listLayer(layers: readonly LayerContents[], index: number): readonly ImageFile[] {
  const layer = layers[index];
  return layer ? [...changesOf(layer, mergeLayers(layers, index))].sort(byPath) : [];
}

/**
 * What one layer holds: its files, each said to be added or changed, and what it removes from the layers below. A
 * folder that is only repeated, because something inside it changed, has no `change`.
 */
export function changesOf(layer: LayerContents, below: ImageTree): readonly ImageFile[] {
  const files: ImageFile[] = layer.entries.map((entry) => {
    const before = below.get(entry.path)?.entry;
    if (!before) return { ...entry, change: 'added' };
    return sameFolder(before, entry) ? entry : { ...entry, change: 'changed' };
  });
  const own = new Set(layer.entries.map((entry) => entry.path));
  for (const path of removedBy(layer, below)) {
    const before = below.get(path)?.entry;
    if (before && !own.has(path)) files.push({ ...before, change: 'removed' });
  }
  return files;
}

/** Follows symbolic and hard links to the file a path means; undefined when there is none, or the links turn in circles. */
export function resolvePath(tree: ImageTree, path: string): TreeFile | undefined {
  let rest = path.split('/').filter(Boolean);
  let at = '';
  for (let hops = 0; rest.length > 0;) {
    const [part, ...next] = rest;
    rest = next;
    if (part === '.' || part === undefined) continue;
    if (part === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const entry = tree.get(`${at}/${part}`)?.entry;
    if (entry?.type === 'symlink') {
      if (++hops > 40) return undefined; // Linux gives up after as many
      const target = entry.linkTarget ?? '';
      if (target.startsWith('/')) at = '';
      rest = [...target.split('/').filter(Boolean), ...rest];
    } else if (entry?.type === 'hardlink' && rest.length === 0) {
      return tree.get(entry.linkTarget ?? '');
    } else {
      at = `${at}/${part}`;
    }
  }
  return tree.get(at);
}

function removedBy(layer: LayerContents, below: ImageTree): Set<string> {
  const removed = new Set<string>();
  for (const whiteout of layer.whiteouts) {
    if (whiteout.kind === 'remove' && isLeaf(below.get(whiteout.path))) {
      removed.add(whiteout.path); // nothing is inside it: the tree need not be looked through
      continue;
    }
    const folder = whiteout.kind === 'opaque' ? whiteout.folder : whiteout.path;
    const prefix = folder === '/' ? '/' : `${folder}/`;
    for (const path of below.keys()) {
      if (path.startsWith(prefix) || (whiteout.kind === 'remove' && path === folder)) removed.add(path);
    }
  }
  return removed;
}

function isLeaf(file: TreeFile | undefined): boolean {
  return file !== undefined && file.entry.type !== 'directory';
}

function removeInside(tree: Map<string, TreeFile>, folder: string): void {
  for (const path of [...tree.keys()]) if (path.startsWith(`${folder}/`)) tree.delete(path);
}

function sameFolder(a: LayerEntry, b: LayerEntry): boolean {
  return (
    a.type === 'directory' &&
    b.type === 'directory' &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid
  );
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
