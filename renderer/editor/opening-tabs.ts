import type { Workspace } from '../../electron/shared/workspace/model';

/** Files opened as tabs when a workspace is opened for the first time. */
const firstTabs = 6;

/** Paths of the files that the editor can show. */
export function editableIn(workspace: Workspace): readonly string[] {
  return workspace.files.filter((file) => file.editable).map((file) => file.path);
}

/** The tabs of a workspace that is opened for the first time: its first file, then some others, from the top down. */
export function openingTabs(workspace: Workspace, editable: readonly string[]): readonly string[] {
  const depth = (path: string): number => path.split('/').length;
  const others = editable
    .filter((path) => path !== workspace.open)
    .sort((one, other) => depth(one) - depth(other));
  return [workspace.open, ...others].filter((path) => editable.includes(path)).slice(0, firstTabs);
}
