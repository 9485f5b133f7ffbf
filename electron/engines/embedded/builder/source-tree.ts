import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildContext, ContextEntry } from '../../../build-context/collect';
import type { FileNode } from '../layer/node';

/** A file of a tree that COPY takes from, or whose folders it copies into. Its content is read when it is needed. */
export interface TreeFile extends Omit<FileNode, 'content' | 'type'> {
  readonly type: Exclude<FileNode['type'], 'hardlink'>;
  readonly read: () => Promise<Uint8Array>;
}

/** A tree of files by their absolute paths, parents before children. */
export type FileTree = ReadonlyMap<string, TreeFile>;

/** The build context as a tree. Everything in it belongs to root, as Docker's command sends it. */
export function contextTree(context: BuildContext): FileTree {
  const tree = new Map<string, TreeFile>();
  for (const entry of context.entries) tree.set(`/${entry.path}`, contextFile(context.folder, entry));
  return tree;
}

function contextFile(folder: string, entry: ContextEntry): TreeFile {
  return {
    path: `/${entry.path}`,
    type: entry.type,
    mode: entry.mode,
    uid: 0,
    gid: 0,
    modified: entry.modified.getTime() / 1000,
    ...(entry.linkTarget !== undefined && { linkTarget: entry.linkTarget }),
    // A file that grows meanwhile is cut where it ended when it was listed, so that its hash and its copy agree.
    read: async () => new Uint8Array(await readFile(join(folder, entry.path))).subarray(0, entry.size),
  };
}

/** The paths directly or deeper inside a folder, sorted by the tree's own order. */
export function filesInside(tree: FileTree, folder: string): TreeFile[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  return [...tree.values()].filter((file) => file.path.startsWith(prefix) && file.path !== '/');
}

/** Follows all links of a path, the last one too, without leaving the tree; undefined for links in a circle. */
export function resolveIn(tree: FileTree, path: string): string | undefined {
  let rest = path.split('/').filter(Boolean);
  let at = '';
  for (let hops = 0; rest.length > 0;) {
    const [part, ...next] = rest;
    rest = next;
    if (part === undefined || part === '' || part === '.') continue;
    if (part === '..') {
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')));
      continue;
    }
    const file = tree.get(`${at}/${part}`);
    if (file?.type !== 'symlink') {
      at = `${at}/${part}`;
      continue;
    }
    if (++hops > 40) return undefined; // Linux gives up after as many
    const target = file.linkTarget ?? '';
    if (target.startsWith('/')) at = '';
    rest = [...target.split('/'), ...rest];
  }
  return at || '/';
}

/**
 * Content checksums of the files of one build. Times do not count; everything else that COPY keeps does. Each file is
 * read once for its hash.
 */
export class Checksums {
  /** By the function that reads the file, which a file keeps under any name it is given. */
  readonly #contents = new Map<TreeFile['read'], Promise<string>>();

  /** Of a file as it stands in its tree, under the path `name`. */
  async file(file: TreeFile, name: string): Promise<string> {
    const head = [name, file.type, file.mode, file.uid, file.gid, file.linkTarget ?? '', file.device ?? null];
    return JSON.stringify([...head, file.type === 'file' ? await this.#content(file) : '']);
  }

  #content(file: TreeFile): Promise<string> {
    let content = this.#contents.get(file.read);
    if (!content) {
      content = file.read().then((bytes) => createHash('sha256').update(bytes).digest('hex'));
      this.#contents.set(file.read, content);
    }
    return content;
  }
}
