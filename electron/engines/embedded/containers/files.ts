import type { ContainerFileChange } from '../../../shared/engine/container';
import { DrydockError } from '../../../shared/errors';
import type { FileTree } from '../builder/source-tree';
import type { GuestContainer } from '../guest-container';
import { ERRNO, GuestError } from '../guest-error';
import { readLayer } from '../layer/read-layer';
import { layerToErofs } from '../layer/to-erofs';

/** Bytes of a tar that is still copied into a container. */
const MOST_BYTES = 128 * 1024 * 1024;

/** Copies what a tar holds into an existing folder of a container. Throws `not-found` and `invalid-input`. */
export async function copyInto(
  container: GuestContainer,
  name: string,
  folder: string,
  tar: AsyncIterable<Uint8Array>,
): Promise<void> {
  const image = layerToErofs(await readLayer(await collect(tar)), () => undefined);
  await explained(`The folder ${folder} of the container ${name}`, () =>
    container.unpack(absolute(folder), image),
  );
}

/** What is at a path of a container, as a tar. Throws `not-found`. */
export function copyFrom(container: GuestContainer, name: string, path: string): Promise<Uint8Array> {
  return explained(`${path} of the container ${name}`, () => container.pack(absolute(path)));
}

/** What a layer, made of a container's changes, has otherwise than the tree that it lies over. */
export async function changesIn(layer: Uint8Array, image: FileTree): Promise<ContainerFileChange[]> {
  const { nodes, whiteouts } = await readLayer(layer);
  const written = new Set(nodes.map(({ path }) => path));
  const removed = whiteouts.flatMap((whiteout) =>
    whiteout.kind === 'opaque' ? childrenOf(image, whiteout.folder) : [whiteout.path],
  );
  const changes: ContainerFileChange[] = [
    ...nodes.map(({ path }) => ({ path, change: image.has(path) ? 'changed' : 'added' }) as const),
    ...removed.filter((path) => !written.has(path)).map((path) => ({ path, change: 'removed' }) as const),
  ];
  return changes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function childrenOf(image: FileTree, folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return [...image.keys()].filter(
    (path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'),
  );
}

function absolute(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`;
}

async function collect(tar: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of tar) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) continue;
    throw new DrydockError({
      kind: 'invalid-input',
      message: `More than ${MOST_BYTES / 1024 ** 2} MB cannot be copied into a container of the embedded engine.`,
      remedy: 'Copy less, or bring the files along in the image.',
    });
  }
  return Buffer.concat(chunks);
}

async function explained<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof GuestError)) throw cause;
    const missing = cause.errno === ERRNO.notFound || cause.errno === ERRNO.notFolder;
    throw new DrydockError(
      {
        kind: missing ? 'not-found' : 'engine-failed',
        message: missing ? `${what} is not there.` : `${what} cannot be copied: ${cause.message}.`,
        remedy: missing ? 'Check the path.' : 'Check what is there, and how much room is left.',
      },
      { cause },
    );
  }
}
