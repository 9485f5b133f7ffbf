import type { FileTree, TreeFile } from '../builder/source-tree';
import type { Blobs } from '../store/blobs';
import type { Digest } from '../store/digest';
import type { Layer } from './layer';
import type { FileNode } from './node';
import { readLayer } from './read-layer';
import { layerToErofs } from './to-erofs';

/** Bytes of layers that are kept in memory once they were read. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** The layers of the store, read and laid over each other. */
export class Layers {
  readonly #blobs: Blobs;
  readonly #kept = new Map<Digest, { readonly layer: Layer; readonly bytes: number }>();

  constructor(blobs: Blobs) {
    this.#blobs = blobs;
  }

  /** What a layer holds. Throws `storage` when it is missing or damaged. */
  async read(digest: Digest): Promise<Layer> {
    const known = this.#kept.get(digest);
    if (known) return known.layer;
    const tar = await this.#blobs.read(digest);
    const layer = await readLayer(tar);
    this.#keep(digest, layer, tar.length);
    return layer;
  }

  /** Gives back the memory that was kept for the next use. */
  forget(): void {
    this.#kept.clear();
  }

  /** The whole tree of layers, base first, as a container sees it. */
  async tree(digests: readonly Digest[]): Promise<FileTree> {
    const tree = new Map<string, TreeFile>();
    for (const digest of digests) applyLayer(tree, await this.read(digest));
    return tree;
  }

  /** The uppermost of the layers as an image that the guest can mount. */
  async erofs(digests: readonly Digest[]): Promise<Uint8Array> {
    const layer = await this.read(digests.at(-1) ?? '');
    let below: FileTree = new Map();
    if (digests.length > 1 && !namesItsFolders(layer)) below = await this.tree(digests.slice(0, -1));
    return layerToErofs(layer, (path) => below.get(path));
  }

  #keep(digest: Digest, layer: Layer, bytes: number): void {
    this.#kept.set(digest, { layer, bytes });
    let sum = [...this.#kept.values()].reduce((total, each) => total + each.bytes, 0);
    for (const [oldest, each] of this.#kept) {
      if (sum <= KEPT_BYTES || oldest === digest) break;
      this.#kept.delete(oldest);
      sum -= each.bytes;
    }
  }
}

/** Lays a layer over a tree, in place (OCI image-spec, layer.md, "Applying Changesets"). */
export function applyLayer(tree: Map<string, TreeFile>, layer: Layer): void {
  for (const whiteout of layer.whiteouts) {
    if (whiteout.kind === 'opaque') removeInside(tree, whiteout.folder);
    else {
      removeInside(tree, whiteout.path);
      tree.delete(whiteout.path);
    }
  }
  for (const node of layer.nodes) {
    if (node.path === '/') continue;
    const before = tree.get(node.path);
    if (before?.type === 'directory' && node.type !== 'directory') removeInside(tree, node.path);
    const file = treeFile(tree, node);
    if (file) tree.set(node.path, file);
  }
}

function treeFile(tree: ReadonlyMap<string, TreeFile>, node: FileNode): TreeFile | undefined {
  const { content, type, ...rest } = node;
  if (type === 'hardlink') {
    const target = tree.get(node.linkTarget ?? '');
    return target && { ...target, path: node.path };
  }
  return { ...rest, type, read: () => Promise.resolve(content ?? new Uint8Array()) };
}

function removeInside(tree: Map<string, TreeFile>, folder: string): void {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  for (const path of [...tree.keys()]) if (path.startsWith(prefix)) tree.delete(path);
}

/** Whether every file's folder is an entry before it, as the tars that we and Docker write have it. */
function namesItsFolders(layer: Layer): boolean {
  const named = new Set(['', '/']);
  return (
    layer.nodes.every((node) => {
      named.add(node.path);
      return named.has(node.path.slice(0, node.path.lastIndexOf('/')));
    }) &&
    layer.whiteouts.every((whiteout) => whiteout.kind === 'opaque' || named.has(parentOf(whiteout.path)))
  );
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
