import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Header } from 'tar-stream';
import { pack } from 'tar-stream';

/** A member of a tar: its header, or only its name, and its content. */
export type Member = readonly [
  header: string | (Partial<Header> & { readonly name: string }),
  content?: string | Buffer,
];

/** A tar of these members. */
export async function tarOf(members: readonly Member[]): Promise<Buffer> {
  const archive = pack();
  for (const [header, content = ''] of members) {
    archive.entry(typeof header === 'string' ? { name: header } : header, content);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** How an engine packs an image. */
export type ArchiveKind = 'docker 20' | 'docker 25' | 'docker 25, compressed' | 'podman';

/** An image of layers as an engine would save it, with the digests of the layers. */
export async function archiveOf(
  kind: ArchiveKind,
  layers: readonly (readonly Member[])[],
): Promise<{ readonly tar: Buffer; readonly diffIds: readonly string[] }> {
  const tars = await Promise.all(layers.map(tarOf));
  const diffIds = tars.map((tar) => `sha256:${hash(tar)}`);
  const config = JSON.stringify({
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: tars.map((_, index) => ({ created_by: `RUN step ${index}` })),
  });
  const files = tars.map((tar) => (kind === 'docker 25, compressed' ? gzipSync(tar) : tar));
  const names = tars.map((tar, index) => nameOf(kind, tar, files[index]!, index));
  const configName = kind.startsWith('docker 25') ? `blobs/sha256/${hash(config)}` : `${hash(config)}.json`;
  const members: Member[] = [...new Map(names.map((name, index) => [name, files[index]!]))];
  members.push([configName, config]);
  members.push(['manifest.json', JSON.stringify([{ Config: configName, RepoTags: [], Layers: names }])]);
  return { tar: await tarOf(members), diffIds };
}

/** A stream that gives a tar in pieces, and says how many it gave. */
export function streamOf(tar: Buffer, piece = 4096) {
  const state = { given: 0, ended: false };
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < tar.length; at += piece) {
        state.given += 1;
        yield tar.subarray(at, at + piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      state.ended = true;
    }
  }
  return { state, stream: pieces() };
}

function nameOf(kind: ArchiveKind, tar: Buffer, file: Buffer, index: number): string {
  if (kind === 'podman') return `${hash(tar)}.tar`;
  if (kind === 'docker 20') return `${hash(`chain ${index}`)}/layer.tar`;
  return `blobs/sha256/${hash(file)}`;
}

function hash(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
