import type { Header } from 'tar-stream';
import { pack as createPack } from 'tar-stream';
import type { Whiteout } from '../../image-archive/entry';
import type { Layer } from './layer';
import type { FileNode } from './node';

const TYPES = {
  file: 'file',
  directory: 'directory',
  symlink: 'symlink',
  hardlink: 'link',
  character: 'character-device',
  block: 'block-device',
  fifo: 'fifo',
} as const satisfies Record<FileNode['type'], Header['type']>;

/** Writes a layer as a tar: the same bytes for the same layer, in the order of its nodes. */
export async function writeLayer(layer: Layer): Promise<Buffer> {
  const pack = createPack();
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pack.on('end', resolve).on('error', reject);
  });
  pack.on('data', (chunk) => chunks.push(chunk as Uint8Array));
  for (const whiteout of layer.whiteouts)
    pack.entry({ name: whiteoutName(whiteout), mode: 0, mtime: new Date(0) }, '');
  for (const node of layer.nodes) {
    if (node.type === 'file') pack.entry(headerOf(node), Buffer.from(node.content ?? new Uint8Array()));
    else pack.entry(headerOf(node));
  }
  pack.finalize();
  await ended;
  return Buffer.concat(chunks);
}

function headerOf(node: FileNode): Partial<Header> & Pick<Header, 'name'> {
  const name = node.path.slice(1) + (node.type === 'directory' ? '/' : '');
  return {
    name: name === '/' ? './' : name,
    type: TYPES[node.type],
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    mtime: new Date(Math.floor(node.modified) * 1000),
    ...(node.linkTarget !== undefined && {
      linkname: node.type === 'hardlink' ? node.linkTarget.slice(1) : node.linkTarget,
    }),
    ...(node.device && { devmajor: node.device.major, devminor: node.device.minor }),
  };
}

function whiteoutName(whiteout: Whiteout): string {
  if (whiteout.kind === 'opaque') return `${whiteout.folder}/.wh..wh..opq`.slice(1);
  const slash = whiteout.path.lastIndexOf('/');
  return `${whiteout.path.slice(1, slash + 1)}.wh.${whiteout.path.slice(slash + 1)}`;
}
