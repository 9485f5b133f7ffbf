import type { FileNode } from '../layer/node';
import { archiveMembers, unpack } from './archive';
import type { CopyRequest, FoundSource } from './copy';
import type { CopyStep } from './copy-request';
import { copyNodes, makeFolders, placeSources } from './copy';
import type { FileTree } from './source-tree';
import { resolveIn } from './source-tree';

/**
 * The layer of a COPY or ADD: what is copied, and what is unpacked, since archives go into the destination as a folder.
 * `now`, in seconds, is the age of folders that are made. Throws `TooLarge` and `DestinationBlocked`.
 */
export async function layOut(
  found: readonly FoundSource[],
  tree: FileTree,
  request: CopyRequest,
  unpacks: (source: FoundSource) => boolean,
  now: number,
): Promise<FileNode[]> {
  const members = await Promise.all(
    found.map((each) => (unpacks(each) ? archiveMembers(each.file) : Promise.resolve(undefined))),
  );
  const plain = found.filter((_, index) => members[index] === undefined);
  const nodes = new Map<string, FileNode>();
  for (const node of await copyNodes(placeSources(plain, tree, request), tree, request, now))
    nodes.set(node.path, node);
  const folder = (resolveIn(tree, request.destination) ?? request.destination).replace(/(.)\/$/, '$1');
  for (const each of members) {
    if (!each) continue;
    makeFolders(nodes, tree, `${folder === '/' ? '' : folder}/x`, request, now);
    unpack(each, folder, nodes, tree, now);
  }
  return [...nodes.values()];
}

/** What stands in the Dockerfile itself. */
export function inlineSources(copy: CopyStep): FoundSource[] {
  return copy.inline.map((file) => ({ source: file.path, file, inside: [] }));
}
