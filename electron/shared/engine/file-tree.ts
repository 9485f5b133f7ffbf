import type { ImageFile } from './image';
import type { ImageDifference } from './layer';

/** How many files below a folder were added, changed and removed. */
export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** A file, folder or link in the tree of an image or a layer. */
export interface FileNode {
  readonly path: string;
  readonly name: string;
  /** Absent for a folder that only stands there because something is in it. */
  readonly file: ImageFile | undefined;
  /** Bytes of the file, or of all files below the folder. What a layer removes takes no room in it. */
  readonly size: number;
  readonly changes: ChangeCounts;
  /** Folders first, then by name; undefined for what is no folder. */
  readonly children: readonly FileNode[] | undefined;
}

/** A line of the tree as it is shown; `level` and `position` count from 1. */
export interface FileRow {
  readonly node: FileNode;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly open: boolean;
}

interface Branch {
  file: ImageFile | undefined;
  readonly branches: Map<string, Branch>;
}

/** The tree of a list of files, in any order. */
export function fileTree(files: readonly ImageFile[]): readonly FileNode[] {
  const root: Branch = { file: undefined, branches: new Map() };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split('/')) {
      if (name === '') continue;
      let next = at.branches.get(name);
      if (!next) at.branches.set(name, (next = { file: undefined, branches: new Map() }));
      at = next;
    }
    if (at !== root) at.file = file;
  }
  return nodesOf(root, '');
}

/** The files that match: those whose path has the text, without regard to case, and only changed ones if so asked. */
export function filterFiles(
  files: readonly ImageFile[],
  { text = '', changedOnly = false }: { readonly text?: string; readonly changedOnly?: boolean },
): readonly ImageFile[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted && !changedOnly) return files;
  return files.filter(
    (file) =>
      (!changedOnly || file.change !== undefined) && (!wanted || file.path.toLowerCase().includes(wanted)),
  );
}

/** The lines that are visible. `isOpen` is asked for each folder, with how deep it lies. */
export function fileRows(
  nodes: readonly FileNode[],
  isOpen: (node: FileNode, level: number) => boolean,
): readonly FileRow[] {
  const rows: FileRow[] = [];
  const add = (siblings: readonly FileNode[], level: number): void => {
    for (const [index, node] of siblings.entries()) {
      const open = node.children !== undefined && isOpen(node, level);
      rows.push({ node, level, position: index + 1, siblings: siblings.length, open });
      if (open) add(node.children ?? [], level + 1);
    }
  };
  add(nodes, 1);
  return rows;
}

/** Differences as files with a change, to be shown as a tree. A removed file is shown as it was. */
export function filesOfDifferences(differences: readonly ImageDifference[]): readonly ImageFile[] {
  return differences.map((difference) => ({
    ...(difference.change === 'removed' ? difference.before : difference.after),
    change: difference.change,
  }));
}

function nodesOf(branch: Branch, folder: string): readonly FileNode[] {
  const nodes = [...branch.branches].map(([name, below]) => nodeOf(name, `${folder}/${name}`, below));
  return nodes.sort(
    (a, b) =>
      Number(a.children === undefined) - Number(b.children === undefined) || (a.name < b.name ? -1 : 1),
  );
}

function nodeOf(name: string, path: string, { file, branches }: Branch): FileNode {
  const isFolder = branches.size > 0 || file === undefined || file.type === 'directory';
  const children = isFolder ? nodesOf({ file, branches }, path) : undefined;
  const own = file && file.change !== 'removed' ? file.size : 0;
  const changes = { added: 0, changed: 0, removed: 0 };
  if (file?.change && file.type !== 'directory') changes[file.change] = 1;
  let size = own;
  for (const child of children ?? []) {
    size += child.size;
    changes.added += child.changes.added;
    changes.changed += child.changes.changed;
    changes.removed += child.changes.removed;
  }
  return { path, name, file, size, changes, children };
}
