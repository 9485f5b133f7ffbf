import { createGunzip, gunzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { DrydockError } from '../../../shared/errors';
import { tarMembers } from '../../image-archive/tar-members';
import type { Digest } from './digest';
import { hexOf } from '../../../shared/engine/digest';
import type { ImageStore, StoredImage } from './images';
import type { OciConfig } from './oci';
import { configSchema, indexSchema, manifestSchema, NAME_ANNOTATION } from './oci';

/** Bytes of one member of an archive that are taken; a larger one is refused. */
const MEMBER_CAP = 1024 ** 3;

const dockerManifest = z.array(
  z.object({ Config: z.string(), RepoTags: z.array(z.string()).nullish(), Layers: z.array(z.string()) }),
);

/** What an archive holds, by the names of its members. Layers are in the store already, uncompressed. */
interface Contents {
  readonly documents: Map<string, string>;
  readonly layers: Map<string, Digest>;
  readonly links: Map<string, string>;
}

interface FoundImage {
  readonly config: OciConfig;
  /** As it was written: its digest is the image's id. */
  readonly json: string;
  readonly layers: readonly (Digest | undefined)[];
  readonly names: readonly string[];
}

/**
 * Loads the images of a docker-archive or an OCI image layout in a tar, gzip-compressed or not. Nothing in the archive
 * decides where anything is written, and every layer must be what the image's configuration says. Throws
 * `engine-failed` for anything else.
 */
export async function loadImages(
  store: ImageStore,
  source: AsyncIterable<Uint8Array>,
): Promise<StoredImage[]> {
  const contents = await readContents(store, await unzipped(source));
  const found = dockerImages(contents) ?? ociImages(contents);
  if (found.length === 0) throw unreadable('there is no image in it');
  const images: StoredImage[] = [];
  for (const { config, json, layers, names } of found) {
    const wanted = config.rootfs.diff_ids;
    if (wanted.some((digest, index) => layers[index] !== digest))
      throw unreadable('a layer is missing or damaged');
    images.push(await store.name(await store.add(config, names[0], json), ...names));
  }
  return images;
}

async function readContents(store: ImageStore, source: AsyncIterable<Uint8Array>): Promise<Contents> {
  const contents: Contents = { documents: new Map(), layers: new Map(), links: new Map() };
  try {
    for await (const { header, bytes, skip } of tarMembers(source)) {
      const name = header.name.replace(/^\.\//, '');
      if (header.type === 'symlink' && header.linkname)
        contents.links.set(name, resolveLink(name, header.linkname));
      if (header.type !== 'file') {
        skip();
        continue;
      }
      if ((header.size ?? 0) > MEMBER_CAP) throw unreadable(`${name} is larger than 1 GB`);
      await takeMember(store, contents, name, await collect(bytes));
    }
  } catch (thrown) {
    if (thrown instanceof DrydockError) throw thrown;
    throw unreadable(thrown instanceof Error ? thrown.message : String(thrown));
  }
  return contents;
}

async function takeMember(store: ImageStore, contents: Contents, name: string, bytes: Buffer): Promise<void> {
  if (bytes[0] === 0x7b || bytes[0] === 0x5b) {
    contents.documents.set(name, bytes.toString('utf8'));
  } else if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    contents.layers.set(name, await store.blobs.put(gunzipSync(bytes, { maxOutputLength: MEMBER_CAP })));
  } else if (
    bytes.toString('latin1', 257, 262) === 'ustar' ||
    (bytes.length >= 1024 && bytes.every((byte) => byte === 0))
  ) {
    contents.layers.set(name, await store.blobs.put(bytes));
  }
}

function dockerImages(contents: Contents): FoundImage[] | undefined {
  const manifest = dockerManifest.safeParse(parse(contents.documents.get('manifest.json'))).data;
  return manifest?.flatMap(({ Config, RepoTags, Layers }) => {
    const json = contents.documents.get(Config);
    const config = configSchema.safeParse(parse(json)).data;
    if (!config || json === undefined) return [];
    const layers = Layers.map((name) => contents.layers.get(contents.links.get(name) ?? name));
    return [{ config, json, layers, names: RepoTags ?? [] }];
  });
}

function ociImages(contents: Contents): FoundImage[] {
  const text = (digest: Digest) => contents.documents.get(`blobs/sha256/${hexOf(digest)}`);
  const document = (digest: Digest) => parse(text(digest));
  const index = indexSchema.safeParse(parse(contents.documents.get('index.json'))).data;
  return (index?.manifests ?? []).flatMap(({ digest, annotations }) => {
    const manifest = manifestSchema.safeParse(document(digest)).data;
    const json = manifest && text(manifest.config.digest);
    const config = configSchema.safeParse(parse(json)).data;
    if (!manifest || !config || json === undefined) return [];
    const layers = manifest.layers.map((layer) => contents.layers.get(`blobs/sha256/${hexOf(layer.digest)}`));
    const name = annotations?.['io.containerd.image.name'] ?? annotations?.[NAME_ANNOTATION];
    return [{ config, json, layers, names: name === undefined ? [] : [name] }];
  });
}

async function unzipped(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (!first.done) yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  const zipped = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
  return zipped ? Readable.from(whole()).pipe(createGunzip()) : whole();
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
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

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // not one of the documents that are looked for
  }
}

function unreadable(why: string): DrydockError {
  return new DrydockError({
    kind: 'engine-failed',
    message: 'The file is no image archive that can be loaded.',
    remedy: 'Save the image again with "docker save" or "podman save", and load that file.',
    details: why,
  });
}
