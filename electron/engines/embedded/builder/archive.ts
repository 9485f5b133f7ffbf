import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FileNode } from '../layer/node';
import { readLayer } from '../layer/read-layer';
import { makeFolders } from './copy';
import type { FileTree, TreeFile } from './source-tree';

const unzip = promisify(gunzip);

/** Bytes that a compressed archive may unpack to. */
const CAP = 1024 ** 3;

/** A kind of compression that is known and cannot be undone here. */
export class UnknownCompression extends Error {
  override readonly name = 'UnknownCompression';
}

/**
 * The members of a local archive that ADD unpacks; undefined for a file that is none, and is copied as it is. Told by
 * content, not by name, as BuildKit does. Throws UnknownCompression for bzip2, xz and Zstandard.
 */
export async function archiveMembers(file: TreeFile): Promise<readonly FileNode[] | undefined> {
  if (file.type !== 'file') return undefined;
  const bytes = await file.read();
  const tar = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unzipped(bytes) : bytes;
  if (tar && isTar(tar)) return (await readLayer(tar)).nodes;
  const compression = compressionOf(bytes);
  if (compression !== undefined) {
    throw new UnknownCompression(
      `${file.path.slice(1)} is compressed with ${compression}, which ADD cannot unpack here`,
    );
  }
  return undefined;
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

async function unzipped(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await unzip(bytes, { maxOutputLength: CAP });
  } catch {
    return undefined; // it only begins like gzip: copied as it is
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

function compressionOf(bytes: Uint8Array): string | undefined {
  const starts = (...magic: number[]) => magic.every((byte, index) => bytes[index] === byte);
  if (starts(0x42, 0x5a, 0x68)) return 'bzip2';
  if (starts(0xfd, 0x37, 0x7a, 0x58, 0x5a)) return 'xz';
  return starts(0x28, 0xb5, 0x2f, 0xfd) ? 'Zstandard' : undefined;
}
