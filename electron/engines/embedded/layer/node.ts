/** A file, folder or link of a layer, with all that a tar and a file system know of it. */
export interface FileNode {
  /** Absolute. Folders that are missing above it are made, owned by root. */
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'character' | 'block' | 'fifo';
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly modified: number;
  /** Of a file. */
  readonly content?: Uint8Array;
  /** Of a link; absolute for a hard link. */
  readonly linkTarget?: string;
  /** Of a device. */
  readonly device?: { readonly major: number; readonly minor: number };
  /** By their whole names, such as `trusted.overlay.opaque`. */
  readonly attributes?: Readonly<Record<string, Uint8Array>>;
}

/** What a name that a layer removes becomes: the overlay's own whiteout. */
export function whiteoutNode(path: string): FileNode {
  const device = { major: 0, minor: 0 };
  return { path, type: 'character', mode: 0, uid: 0, gid: 0, modified: 0, device };
}

/** Marks a folder that hides everything which lower layers have in it. */
export const OPAQUE_ATTRIBUTE = 'trusted.overlay.opaque';
