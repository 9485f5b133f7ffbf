import type { FileNode } from '../layer/node';
import type { Inode } from './tree';
import { buildTree } from './tree';

/**
 * Writes a read-only EROFS image without compression (Linux 6.1, fs/erofs/erofs_fs.h), which the guest mounts as one
 * layer of an overlay. Blocks have 4,096 bytes; inodes are of the 64-byte kind, in slots of 32 bytes that number them;
 * data begins at a block of its own.
 */
export function writeErofs(nodes: Iterable<FileNode>): Uint8Array {
  const plan = layOut(buildTree(nodes));
  const image = new Uint8Array(plan.blocks * BLOCK);
  const view = new DataView(image.buffer);
  writeSuperBlock(view, plan);
  for (const placed of plan.inodes) {
    writeInode(view, image, placed);
    image.set(placed.data, placed.block * BLOCK);
  }
  return image;
}

const BLOCK = 4096;
const SLOT = 32;
const INODE = 64;
const SUPER_BLOCK = 1024;
const MAGIC = 0xe0f5e1e2;
const DIRENT = 12;

const MODE = {
  fifo: 0o010000,
  character: 0o020000,
  directory: 0o040000,
  block: 0o060000,
  file: 0o100000,
  symlink: 0o120000,
} as const;

const FILE_TYPE = { file: 1, directory: 2, character: 3, block: 4, fifo: 5, symlink: 7 } as const;

/** Name spaces of extended attributes that have a number. */
const ATTRIBUTE_INDEX = { 'user.': 1, 'trusted.': 4, 'security.': 6 } as const;

type Kind = keyof typeof MODE;

interface Placed {
  readonly inode: Inode;
  /** Byte offset of its inode. */
  readonly offset: number;
  readonly attributes: Uint8Array;
  data: Uint8Array;
  block: number;
}

interface Plan {
  readonly inodes: readonly Placed[];
  readonly blocks: number;
}

const encoder = new TextEncoder();

function layOut(root: Inode): Plan {
  const placed = new Map<Inode, Placed>();
  let offset = BLOCK;
  const place = (inode: Inode): void => {
    if (placed.has(inode)) return;
    const attributes = encodeAttributes(inode.node.attributes ?? {});
    const size = INODE + attributes.length;
    // An inode that crosses a block's end would be legal, but there is no need to try the kernel's slow path.
    if ((offset % BLOCK) + size > BLOCK) offset = roundUp(offset, BLOCK);
    placed.set(inode, { inode, offset, attributes, data: new Uint8Array(), block: 0 });
    offset += roundUp(size, SLOT);
    for (const child of inode.children.values()) place(child);
  };
  place(root);
  const parents = new Map<Inode, Inode>([[root, root]]);
  for (const inode of placed.keys()) {
    for (const child of inode.children.values())
      if (child.node.type === 'directory') parents.set(child, inode);
  }
  let block = roundUp(offset, BLOCK) / BLOCK;
  for (const each of placed.values()) {
    each.data = dataOf(each.inode, (inode) => placed.get(inode)!.offset / SLOT, parents);
    each.block = block;
    block += roundUp(each.data.length, BLOCK) / BLOCK;
  }
  return { inodes: [...placed.values()], blocks: block };
}

function dataOf(
  inode: Inode,
  numberOf: (inode: Inode) => number,
  parents: ReadonlyMap<Inode, Inode>,
): Uint8Array {
  const { node } = inode;
  if (node.type === 'file') return node.content ?? new Uint8Array();
  if (node.type === 'symlink') return encoder.encode(node.linkTarget ?? '');
  if (node.type !== 'directory') return new Uint8Array();
  const entries = [...inode.children].map(([name, child]) => entry(name, numberOf(child), child));
  entries.push(entry('.', numberOf(inode), inode), entry('..', numberOf(parents.get(inode) ?? inode), inode));
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  return encodeFolder(entries);
}

interface FolderEntry {
  readonly name: Uint8Array;
  readonly number: number;
  readonly type: number;
}

function entry(name: string, number: number, inode: Inode): FolderEntry {
  return { name: encoder.encode(name), number, type: FILE_TYPE[kindOf(inode.node)] };
}

/** Blocks of entries followed by their names; the kernel searches them by halving, so they are sorted throughout. */
function encodeFolder(entries: readonly FolderEntry[]): Uint8Array {
  const blocks: FolderEntry[][] = [[]];
  let used = 0;
  for (const each of entries) {
    const size = DIRENT + each.name.length;
    if (used + size > BLOCK) {
      blocks.push([]);
      used = 0;
    }
    blocks.at(-1)?.push(each);
    used += size;
  }
  const data = new Uint8Array((blocks.length - 1) * BLOCK + used);
  const view = new DataView(data.buffer);
  for (const [index, block] of blocks.entries()) {
    const start = index * BLOCK;
    let nameOffset = block.length * DIRENT;
    for (const [position, { name, number, type }] of block.entries()) {
      const at = start + position * DIRENT;
      view.setBigUint64(at, BigInt(number), true);
      view.setUint16(at + 8, nameOffset, true);
      view.setUint8(at + 10, type);
      data.set(name, start + nameOffset);
      nameOffset += name.length;
    }
  }
  return data;
}

function encodeAttributes(attributes: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts = Object.entries(attributes).flatMap(([name, value]) => encodeAttribute(name, value) ?? []);
  if (parts.length === 0) return new Uint8Array();
  const head = 12; // no shared attributes
  const bytes = new Uint8Array(head + parts.reduce((sum, part) => sum + part.length, 0));
  let at = head;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function encodeAttribute(name: string, value: Uint8Array): Uint8Array | undefined {
  const space = Object.entries(ATTRIBUTE_INDEX).find(([prefix]) => name.startsWith(prefix));
  if (!space) return undefined;
  const rest = encoder.encode(name.slice(space[0].length));
  const bytes = new Uint8Array(roundUp(4 + rest.length + value.length, 4));
  bytes[0] = rest.length;
  bytes[1] = space[1];
  new DataView(bytes.buffer).setUint16(2, value.length, true);
  bytes.set(rest, 4);
  bytes.set(value, 4 + rest.length);
  return bytes;
}

function writeSuperBlock(view: DataView, plan: Plan): void {
  const at = SUPER_BLOCK;
  view.setUint32(at, MAGIC, true);
  view.setUint8(at + 12, Math.log2(BLOCK));
  view.setUint16(at + 14, BLOCK / SLOT, true); // the root's inode is the first, behind the first block
  view.setBigUint64(at + 16, BigInt(plan.inodes.length), true);
  view.setUint32(at + 36, plan.blocks, true);
}

function writeInode(view: DataView, image: Uint8Array, placed: Placed): void {
  const { inode, offset, attributes, data, block } = placed;
  const { node } = inode;
  const extended = 1; // and bits 1 to 3 zero: data as it is, nothing of it inline
  view.setUint16(offset, extended, true);
  view.setUint16(offset + 2, attributes.length === 0 ? 0 : (attributes.length - 12) / 4 + 1, true);
  view.setUint16(offset + 4, MODE[kindOf(node)] | node.mode, true);
  view.setBigUint64(offset + 8, BigInt(data.length), true);
  view.setUint32(offset + 16, node.device ? deviceNumber(node.device) : block, true);
  view.setUint32(offset + 20, offset / SLOT, true);
  view.setUint32(offset + 24, node.uid, true);
  view.setUint32(offset + 28, node.gid, true);
  view.setBigUint64(offset + 32, BigInt(Math.max(0, Math.floor(node.modified))), true);
  view.setUint32(offset + 44, inode.links, true);
  image.set(attributes, offset + INODE);
}

/** Linux's new_encode_dev. */
function deviceNumber({ major, minor }: { readonly major: number; readonly minor: number }): number {
  return ((minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12)) >>> 0;
}

function kindOf(node: FileNode): Kind {
  return node.type === 'hardlink' ? 'file' : node.type;
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}
