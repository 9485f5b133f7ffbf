import type { FileNode } from './node';

/** The files with no time after `newest`, in seconds since 1970: what makes two builds of the same input the same. */
export function notNewer(nodes: readonly FileNode[], newest: number | undefined): readonly FileNode[] {
  if (newest === undefined) return nodes;
  return nodes.map((node) => (node.modified > newest ? { ...node, modified: newest } : node));
}
