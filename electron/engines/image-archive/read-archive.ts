import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Header } from 'tar-stream';
import { z } from 'zod';
import { DrydockError } from '../../shared/errors';
import type { ArchiveLayer, LayerContents, LayerEntry } from './entry';
import { absolutePath, whiteoutOf } from './entry';
import { tarMembers } from './tar-members';

/** What an archive of one image holds: its layers, base first. */
export interface ImageArchive {
  readonly layers: readonly ArchiveLayer[];
}

/** Called while the archive is read. `layer` is the name the archive gives the layer. */
export interface ArchiveVisitor {
  /** How many bytes of a regular file are wanted; 0 for none. */
  readonly wants: (entry: LayerEntry, layer: string) => number;
  readonly take: (entry: LayerEntry, layer: string, bytes: Buffer) => void;
  /** A layer was read whole. */
  readonly layerRead?: (layer: string, contents: LayerContents) => void;
}

const manifestSchema = z.array(z.object({ Config: z.string(), Layers: z.array(z.string()) })).min(1);
const configSchema = z.object({
  rootfs: z.object({ diff_ids: z.array(z.string()) }),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
});

/** Bytes of JSON (manifest, index, configuration) that are read of one entry. */
const JSON_CAP = 16 * 1024 * 1024;

/**
 * Reads what `docker save` and `podman save` write: a docker-archive, whether its layers are `<id>/layer.tar` (Docker
 * before 25) or OCI blobs. Layers may be gzip-compressed. The archive is read once, in its own order, and nothing of
 * it is kept but what the visitor takes. Throws `engine-failed` for anything else.
 */
export async function readImageArchive(
  source: AsyncIterable<Uint8Array>,
  visitor?: ArchiveVisitor,
): Promise<ImageArchive> {
  const [first] = await readImageArchives(source, visitor);
  if (!first) throw damaged();
  return first;
}

/** The same for an archive of several images, in no order that could be relied on; layers in common are read once. */
export async function readImageArchives(
  source: AsyncIterable<Uint8Array>,
  visitor?: ArchiveVisitor,
): Promise<readonly ImageArchive[]> {
  const layers = new Map<string, LayerContents>();
  const links = new Map<string, string>();
  const documents = new Map<string, unknown>();
  try {
    for await (const member of tarMembers(source)) {
      const { name, type, linkname } = member.header;
      if (type === 'symlink' && linkname) links.set(name, resolveLink(name, linkname));
      if (type === 'file') await readMember(name, member.bytes, layers, documents, visitor);
      else member.skip();
    }
  } catch (cause) {
    if (cause instanceof DrydockError) throw cause;
    throw damaged(cause);
  }
  return assemble(layers, links, documents);
}

async function readMember(
  name: string,
  entry: AsyncIterable<Uint8Array>,
  layers: Map<string, LayerContents>,
  documents: Map<string, unknown>,
  visitor: ArchiveVisitor | undefined,
): Promise<void> {
  const { first, all } = await peek(entry);
  if (first[0] === 0x7b || first[0] === 0x5b) {
    const text = await textOf(all);
    documents.set(name, text === undefined ? undefined : parseJson(text));
  } else if (first[0] === 0x1f && first[1] === 0x8b) {
    const unzipped = Readable.from(all).pipe(createGunzip());
    layers.set(name, await readLayer(unzipped, name, visitor));
  } else if (isTar(first)) {
    layers.set(name, await readLayer(all, name, visitor));
  } else {
    for await (const chunk of all) void chunk; // VERSION, repositories and the like
  }
}

async function readLayer(
  source: AsyncIterable<Uint8Array>,
  layer: string,
  visitor: ArchiveVisitor | undefined,
): Promise<LayerContents> {
  const entries: LayerEntry[] = [];
  const whiteouts: LayerContents['whiteouts'][number][] = [];
  for await (const member of tarMembers(source)) {
    const path = absolutePath(member.header.name);
    const whiteout = whiteoutOf(path);
    const entry = layerEntry(path, member.header);
    if (whiteout) whiteouts.push(whiteout);
    else if (path !== '/') entries.push(entry);
    const cap = entry.type === 'file' && !whiteout ? (visitor?.wants(entry, layer) ?? 0) : 0;
    if (cap > 0) visitor?.take(entry, layer, await upTo(member.bytes, cap));
    else member.skip();
  }
  visitor?.layerRead?.(layer, { entries, whiteouts });
  return { entries, whiteouts };
}

function assemble(
  layers: ReadonlyMap<string, LayerContents>,
  links: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, unknown>,
): readonly ImageArchive[] {
  const manifests = manifestSchema.safeParse(documents.get('manifest.json')).data;
  if (!manifests) throw damaged();
  return manifests.map((manifest) => assembleOne(manifest, layers, links, documents));
}

function assembleOne(
  manifest: z.infer<typeof manifestSchema>[number],
  layers: ReadonlyMap<string, LayerContents>,
  links: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, unknown>,
): ImageArchive {
  const config = configSchema.safeParse(documents.get(manifest.Config)).data;
  if (!config) throw damaged();
  const made = (config.history ?? []).filter((entry) => !entry.empty_layer);
  const matches = made.length === manifest.Layers.length; // not so for an image that was squashed
  return {
    layers: manifest.Layers.map((name, index) => {
      const stored = links.get(name) ?? name;
      const layer = layers.get(stored);
      const diffId = config.rootfs.diff_ids[index];
      if (!layer || diffId === undefined) throw damaged();
      const createdBy = matches ? (made[index]?.created_by ?? null) : null;
      return { name: stored, diffId, createdBy, ...layer };
    }),
  };
}

function layerEntry(path: string, header: Header): LayerEntry {
  const common = {
    path,
    mode: (header.mode ?? 0) & 0o7777,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    size: 0,
  };
  switch (header.type) {
    case 'file':
    case 'contiguous-file':
      return { ...common, type: 'file', size: header.size ?? 0 };
    case 'directory':
      return { ...common, type: 'directory' };
    case 'symlink':
      return { ...common, type: 'symlink', linkTarget: header.linkname ?? '' };
    case 'link':
      return { ...common, type: 'hardlink', linkTarget: absolutePath(header.linkname ?? '') };
    default:
      return { ...common, type: 'other' };
  }
}

/** Docker before 25 stores a layer that occurs twice once, and links to it: `../<id>/layer.tar`. */
function resolveLink(name: string, target: string): string {
  const folder = name.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.' && part !== '') folder.push(part);
  }
  return folder.join('/');
}

/** Gives the stream's first bytes (a tar header's worth, if there are so many) and the whole stream again. */
async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ first: Buffer; all: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 512) {
    const next = await iterator.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  const head = first;
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { first, all: whole() };
}

function isTar(first: Buffer): boolean {
  // An empty layer is a tar of zeros, without the magic word.
  return (
    first.toString('latin1', 257, 262) === 'ustar' ||
    (first.length >= 512 && first.every((byte) => byte === 0))
  );
}

/** The first `cap` bytes; the rest is read and dropped, so that the archive goes on. */
async function upTo(source: AsyncIterable<Uint8Array>, cap: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    if (size < cap) chunks.push(chunk.subarray(0, cap - size));
    size += chunk.length;
  }
  return Buffer.concat(chunks);
}

async function textOf(source: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const bytes = await upTo(source, JSON_CAP + 1);
  return bytes.length > JSON_CAP ? undefined : bytes.toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not one of the documents we need, or assemble() reports it
  }
}

function damaged(cause?: unknown): DrydockError {
  return new DrydockError(
    {
      kind: 'engine-failed',
      message: 'The engine gave an image archive that cannot be read.',
      remedy: 'Try again; if it happens again, build the image anew.',
      ...(cause instanceof Error && { details: cause.message }),
    },
    { cause },
  );
}
