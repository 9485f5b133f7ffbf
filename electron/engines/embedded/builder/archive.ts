import type { FileNode } from '../layer/node';
import { readLayer } from '../layer/read-layer';
import { makeFolders } from './copy';
import { decompress } from './decompress';
import type { FileTree, TreeFile } from './source-tree';

/**
 * The members of a local archive that ADD unpacks; undefined for a file that is none, and is copied as it is. Told by
 * content, not by name, as BuildKit does. Throws `TooLarge`.
 */
export async function archiveMembers(file: TreeFile): Promise<readonly FileNode[] | undefined> {
  if (file.type !== 'file') return undefined;
  const tar = await decompress(await file.read());
  return tar && isTar(tar) ? (await readLayer(tar)).nodes : undefined;
}

/** Lays the members into a folder of the layer that is made. None of them can lie outside of it. */
export function unpack(
  members: readonly FileNode[],
  folder: string,
  nodes: Map<string, FileNode>,
  destination: FileTree,
  now: number,
): void {
  const inside = (path: string) => {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
    return `${folder === '/' ? '' : folder}/${parts.join('/')}`;
  };
  for (const member of members) {
    const path = inside(member.path);
    if (path === `${folder}/` || path === '/') continue;
    makeFolders(nodes, destination, path, {}, now);
    const linkTarget = member.type === 'hardlink' ? inside(member.linkTarget ?? '') : member.linkTarget;
    nodes.set(path, { ...member, path, ...(linkTarget !== undefined && { linkTarget }) });
  }
}

/** Whether the first header's checksum is right (POSIX.1, ustar interchange format). */
function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < 512) return false;
  const stated = parseInt(Buffer.from(bytes.subarray(148, 156)).toString('latin1').replace(/\0.*/, ''), 8);
  let sum = 8 * 0x20;
  for (let at = 0; at < 512; at++) if (at < 148 || at >= 156) sum += bytes[at]!;
  return sum === stated;
}
