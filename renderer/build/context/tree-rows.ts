import type { ContextNode } from '../../../electron/shared/dockerfile';

/** A line of the tree as it is shown; `level` and `position` count from 1. */
export interface TreeRow {
  readonly node: ContextNode;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly open: boolean;
}

/** Folders with more entries than this begin closed. */
const openUpTo = 12;

/** Whether a folder is open unless the learner said otherwise: when something in it is sent and it is not long. */
export function opensByItself({ children, sent }: ContextNode): boolean {
  return children !== undefined && sent && children.length <= openUpTo;
}

/** The visible lines of a tree. `toggled` holds the folders that are not as they open by themselves. */
export function treeRows(
  nodes: readonly ContextNode[],
  toggled: ReadonlySet<string>,
  level = 1,
): readonly TreeRow[] {
  return nodes.flatMap((node, index) => {
    const open = node.children !== undefined && opensByItself(node) !== toggled.has(node.path);
    const row = { node, level, position: index + 1, siblings: nodes.length, open };
    return open ? [row, ...treeRows(node.children ?? [], toggled, level + 1)] : [row];
  });
}
