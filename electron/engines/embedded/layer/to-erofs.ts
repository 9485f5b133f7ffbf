import { writeErofs } from '../erofs/write-erofs';
import type { Layer } from './layer';
import type { FileNode } from './node';
import { OPAQUE_ATTRIBUTE, whiteoutNode } from './node';

/** Attributes by which a folder of a layer stands for one of the layers below. */
export type FolderLookup = (path: string) => Pick<FileNode, 'mode' | 'uid' | 'gid'> | undefined;

/**
 * A layer as the image that the guest's overlay takes: whiteouts are devices, opaque folders carry an attribute. A tar
 * may leave out the folders above its files; in an overlay they would hide those below, so `below` tells what these are.
 */
export function layerToErofs(layer: Layer, below: FolderLookup): Uint8Array {
  const opaque = new Set(
    layer.whiteouts.flatMap((whiteout) => (whiteout.kind === 'opaque' ? [whiteout.folder] : [])),
  );
  const named = new Set(layer.nodes.map((node) => node.path));
  const implied = new Map<string, FileNode>();
  const imply = (path: string): void => {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) {
      if (named.has(at) || implied.has(at)) continue;
      implied.set(at, {
        path: at,
        type: 'directory',
        modified: 0,
        ...(below(at) ?? { mode: 0o755, uid: 0, gid: 0 }),
      });
    }
  };
  for (const node of layer.nodes) imply(node.path);
  const whiteouts: FileNode[] = [];
  for (const whiteout of layer.whiteouts) {
    if (whiteout.kind === 'opaque') {
      imply(`${whiteout.folder}/x`);
    } else if (!named.has(whiteout.path)) {
      imply(whiteout.path);
      whiteouts.push(whiteoutNode(whiteout.path));
    }
  }
  const nodes = [...implied.values(), ...layer.nodes].map((node) =>
    opaque.has(node.path) ? { ...node, attributes: { ...node.attributes, [OPAQUE_ATTRIBUTE]: YES } } : node,
  );
  return writeErofs([...nodes, ...whiteouts]);
}

const YES = new TextEncoder().encode('y');

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
