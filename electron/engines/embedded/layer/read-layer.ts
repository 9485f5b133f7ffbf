import { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import type { Whiteout } from '../../image-archive/entry';
import { absolutePath, whiteoutOf } from '../../image-archive/entry';
import { tarMembers } from '../../image-archive/tar-members';
import type { Layer } from './layer';
import type { FileNode } from './node';

const ATTRIBUTE = 'SCHILY.xattr.';

/**
 * Reads a layer's tar (OCI image-spec, layer.md). Contents are views of `tar` where they can be. What a tar may hold
 * and a layer does not, such as sparse files, is left out. Throws an Error for what is no tar.
 */
export async function readLayer(tar: Uint8Array): Promise<Layer> {
  const nodes: FileNode[] = [];
  const whiteouts: Whiteout[] = [];
  for await (const { header, bytes, skip } of tarMembers(Readable.from([tar]))) {
    const path = absolutePath(header.name);
    const whiteout = whiteoutOf(path);
    if (whiteout) {
      whiteouts.push(whiteout);
      skip();
    } else {
      const node = nodeOf(path, header, await contentOf(bytes));
      if (node) nodes.push(node);
    }
  }
  return { nodes, whiteouts };
}

async function contentOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

function nodeOf(path: string, header: Header, content: Uint8Array): FileNode | undefined {
  const common = {
    path,
    mode: (header.mode ?? 0) & 0o7777,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    modified: (header.mtime?.getTime() ?? 0) / 1000,
    ...attributesOf(header),
  };
  const device = { major: header.devmajor ?? 0, minor: header.devminor ?? 0 };
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      return { ...common, type: 'file', content };
    case 'directory':
      return { ...common, type: 'directory' };
    case 'symlink':
      return { ...common, type: 'symlink', linkTarget: header.linkname ?? '' };
    case 'link':
      return { ...common, type: 'hardlink', linkTarget: absolutePath(header.linkname ?? '') };
    case 'character-device':
      return { ...common, type: 'character', device };
    case 'block-device':
      return { ...common, type: 'block', device };
    case 'fifo':
      return { ...common, type: 'fifo' };
    default:
      return undefined;
  }
}

function attributesOf(header: Header): Pick<FileNode, 'attributes'> {
  const pax = Object.entries(header.pax ?? {}).filter(([key]) => key.startsWith(ATTRIBUTE));
  if (pax.length === 0) return {};
  const attributes = pax.map(
    ([key, value]) => [key.slice(ATTRIBUTE.length), Buffer.from(value, 'utf8')] as const,
  );
  return { attributes: Object.fromEntries(attributes) };
}
