import type { ImageFile } from '../../shared/engine/image';

/**
 * An entry of a layer's tar. Its path is absolute and has no slash at its end; its size is 0 for all but files; its
 * link target is absolute for a hard link and as written for a symbolic one.
 */
export type LayerEntry = Omit<ImageFile, 'change'>;

/** What a layer takes away from those below it (OCI image-spec, layer.md, "Whiteouts"). */
export type Whiteout =
  | { readonly kind: 'remove'; readonly path: string }
  /** Everything that lower layers have inside the folder. */
  | { readonly kind: 'opaque'; readonly folder: string };

/** What a layer's tar lists. */
export interface LayerContents {
  readonly entries: readonly LayerEntry[];
  readonly whiteouts: readonly Whiteout[];
}

/** One layer of an archive. */
export interface ArchiveLayer extends LayerContents {
  /** The layer's name in the archive. A layer that an image has twice is stored once. */
  readonly name: string;
  /** Digest of the uncompressed layer, as the image's configuration names it. */
  readonly diffId: string;
  /** The instruction that made it, as the image's history has it; null where history and layers do not match. */
  readonly createdBy: string | null;
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/** The whiteout that a path stands for; undefined for an ordinary path. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash) || '/';
  const name = path.slice(slash + 1);
  if (name === OPAQUE) return { kind: 'opaque', folder };
  if (!name.startsWith(WHITEOUT)) return undefined;
  return { kind: 'remove', path: `${folder === '/' ? '' : folder}/${name.slice(WHITEOUT.length)}` };
}

/** `./a/b/` and `a/b` as `/a/b`. */
export function absolutePath(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  return `/${parts.join('/')}`;
}
