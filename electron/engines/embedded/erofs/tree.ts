import type { FileNode } from '../layer/node';

/** A node with its place in the tree. Hard links share one. */
export interface Inode {
  node: FileNode;
  /** Names in a folder, without `.` and `..`. */
  readonly children: Map<string, Inode>;
  links: number;
}

/** Joins nodes to a tree; a later node of the same path replaces an earlier one, as in a tar. */
export function buildTree(nodes: Iterable<FileNode>): Inode {
  const root = inode(folder('/'));
  const links: FileNode[] = [];
  for (const node of nodes) {
    if (node.type === 'hardlink') links.push(node);
    else if (node.path === '/') root.node = node;
    else place(root, node.path, inode(node));
  }
  for (const link of links) {
    const target = find(root, link.linkTarget ?? '');
    if (!target || target.node.type === 'directory') continue; // a damaged layer: the name is left out
    place(root, link.path, target);
  }
  countLinks(root);
  return root;
}

function place(root: Inode, path: string, placed: Inode): void {
  const names = path.split('/').filter(Boolean);
  const last = names.pop();
  if (last === undefined) return;
  let parent = root;
  let at = '';
  for (const name of names) {
    at += `/${name}`;
    let next = parent.children.get(name);
    if (!next || next.node.type !== 'directory') {
      next = inode(folder(at));
      parent.children.set(name, next);
    }
    parent = next;
  }
  const before = parent.children.get(last);
  if (before?.node.type === 'directory' && placed.node.type === 'directory') before.node = placed.node;
  else parent.children.set(last, placed);
}

function find(root: Inode, path: string): Inode | undefined {
  let at: Inode | undefined = root;
  for (const name of path.split('/').filter(Boolean)) at = at?.children.get(name);
  return at;
}

function countLinks(at: Inode): void {
  at.links += at.node.type === 'directory' ? 2 : 0;
  for (const child of at.children.values()) {
    if (child.node.type === 'directory') {
      at.links++;
      countLinks(child);
    } else {
      child.links++;
    }
  }
}

function inode(node: FileNode): Inode {
  return { node, children: new Map(), links: 0 };
}

function folder(path: string): FileNode {
  return { path, type: 'directory', mode: 0o755, uid: 0, gid: 0, modified: 0 };
}
