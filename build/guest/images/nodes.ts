import type { FileNode } from '../../../electron/engines/embedded/layer/node';

/** Everything that no package dates bears one date, so that a recipe gives the same bytes again. */
const common = { uid: 0, gid: 0, modified: 0 } as const;

type Owner = Partial<Pick<FileNode, 'uid' | 'gid'>>;

/** A folder; `path` is absolute in every one of these. */
export function folder(path: string, mode = 0o755, owner: Owner = {}): FileNode {
  return { ...common, ...owner, path, type: 'directory', mode };
}

/** A file. */
export function file(path: string, content: string | Uint8Array, mode = 0o644, owner: Owner = {}): FileNode {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
  return { ...common, ...owner, path, type: 'file', mode, content: bytes };
}

/** A symbolic link. */
export function link(path: string, linkTarget: string): FileNode {
  return { ...common, path, type: 'symlink', mode: 0o777, linkTarget };
}

/** The nodes as one layer: the last one of each path, parents before children, hard links after their files. */
export function layerOf(nodes: readonly FileNode[]): FileNode[] {
  const last = new Map(nodes.map((node) => [node.path, node]));
  for (const { path } of nodes) {
    for (let at = parentOf(path); at !== '/'; at = parentOf(at)) if (!last.has(at)) last.set(at, folder(at));
  }
  const sorted = [...last.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return [
    ...sorted.filter((node) => node.type !== 'hardlink'),
    ...sorted.filter((node) => node.type === 'hardlink'),
  ];
}

/** A file of the layer below with more at its end. */
export function appended(below: readonly FileNode[], path: string, more: string): FileNode {
  return file(path, textOf(below, path) + more);
}

/** The content of a file among the nodes, as text. Throws an Error where there is none. */
export function textOf(nodes: readonly FileNode[], path: string): string {
  const node = nodes.find((each) => each.path === path && each.type === 'file');
  if (!node?.content) throw new Error(`No package has the file ${path}.`);
  return new TextDecoder().decode(node.content);
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
