import type { FileNode } from '../layer/node';
import { changeMode } from './change-mode';
import { compilePathPattern, hasWildcard } from './path-match';
import type { FileTree, TreeFile } from './source-tree';
import { filesInside, resolveIn } from './source-tree';

/** What one COPY or ADD is asked to do. */
export interface CopyRequest {
  /** As written, variables replaced. */
  readonly sources: readonly string[];
  /** Absolute, with a slash at its end where it was written with one. */
  readonly destination: string;
  readonly chown?: { readonly uid: number; readonly gid: number };
  /** Mode for everything that is copied, octal or symbolic. */
  readonly chmod?: string;
  /** Keep the sources' folders below the destination. */
  readonly parents?: boolean;
  /** Patterns of what is left out, relative to the source. */
  readonly exclude?: readonly string[];
}

/** A source that is not there. */
export class SourceMissing extends Error {
  override readonly name = 'SourceMissing';
  constructor(readonly source: string) {
    super(`"${source}" is not there.`);
  }
}

/** What stands in the way at the destination. */
export class DestinationBlocked extends Error {
  override readonly name = 'DestinationBlocked';
}

/** A file to be copied, and where it goes. */
export interface PlannedCopy {
  readonly file: TreeFile;
  readonly path: string;
  /** The folder that a source names: what exists at its destination keeps its own mode and owner. */
  readonly root: boolean;
}

/** A source that was found, with what belongs to it. */
export interface FoundSource {
  readonly source: string;
  readonly file: TreeFile;
  readonly inside: readonly TreeFile[];
}

/** Finds the sources, wildcards and links followed. Throws SourceMissing. */
export function findSources(tree: FileTree, request: CopyRequest): FoundSource[] {
  return request.sources.flatMap((source) => findSource(tree, source, request.exclude ?? []));
}

function findSource(tree: FileTree, source: string, exclude: readonly string[]): FoundSource[] {
  const path = `/${source
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
  if (!hasWildcard(path)) return foundAt(tree, source, cleaned(path), exclude);
  const pattern = compilePathPattern(path);
  const matching = [...tree.keys()].filter((each) => each !== '/' && pattern?.test(each));
  return matching.sort().flatMap((each) => foundAt(tree, source, each, exclude));
}

function foundAt(tree: FileTree, source: string, path: string, exclude: readonly string[]): FoundSource[] {
  const at = resolveIn(tree, path);
  const file = at === '/' ? ROOT : tree.get(at ?? '');
  if (at === undefined || !file) throw new SourceMissing(source);
  // The name is the one that was asked for, the content that of the link's target.
  const named: TreeFile = { ...file, path: path === '/' ? '/' : path };
  if (file.type !== 'directory') {
    return excluded(basename(path), exclude) ? [] : [{ source, file: named, inside: [] }];
  }
  const prefix = at === '/' ? '' : at;
  const inside = filesInside(tree, at).filter(
    (each) => !excluded(each.path.slice(prefix.length + 1), exclude),
  );
  return [
    {
      source,
      file: named,
      inside: inside.map((each) => ({ ...each, path: each.path.slice(prefix.length) })),
    },
  ];
}

const ROOT: TreeFile = {
  path: '/',
  type: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  modified: 0,
  read: () => Promise.resolve(new Uint8Array()),
};

/** Where each file goes: a folder's content goes into the destination, a file becomes it or goes into it. */
export function placeSources(
  found: readonly FoundSource[],
  destination: FileTree,
  request: CopyRequest,
): PlannedCopy[] {
  const target = resolveIn(destination, request.destination) ?? request.destination;
  const existing = destination.get(target);
  const intoFolder = request.destination.endsWith('/') || existing?.type === 'directory' || target === '/';
  return found.flatMap(({ file, inside, source }) => {
    const kept = request.parents ? parentsOf(source, file.path) : '';
    if (file.type !== 'directory') {
      const path = intoFolder || kept ? `${slashed(target)}${kept}${basename(file.path)}` : target;
      return [{ file, path, root: true }];
    }
    const folder = kept || request.parents ? `${slashed(target)}${kept}${basename(file.path)}` : target;
    if (existing && existing.type !== 'directory' && !request.parents) {
      throw new DestinationBlocked(`${target} is a ${existing.type}, so no folder can be copied to it.`);
    }
    const children = inside.map((child) => ({
      file: child,
      path: `${slashed(folder)}${child.path.slice(1)}`,
      root: false,
    }));
    return [{ file, path: folder, root: true }, ...children];
  });
}

/** The layer that results: folders that must be made first, then what is copied, each path once. */
export async function copyNodes(
  planned: readonly PlannedCopy[],
  destination: FileTree,
  request: CopyRequest,
  now: number,
): Promise<FileNode[]> {
  const nodes = new Map<string, FileNode>();
  if (request.destination.endsWith('/') && planned.length > 0) {
    const folder = resolveIn(destination, request.destination) ?? request.destination;
    makeFolders(nodes, destination, `${slashed(folder)}x`, request, now);
  }
  for (const { file, path, root } of planned) {
    makeFolders(nodes, destination, path, request, now);
    const existing = nodes.get(path) ?? destination.get(path);
    if (existing?.type === 'directory' && file.type !== 'directory') {
      throw new DestinationBlocked(`${path} is a folder, so no file can be copied to it.`);
    }
    if (file.type === 'directory' && (path === '/' || (root && existing?.type === 'directory'))) {
      if (path !== '/' && !nodes.has(path)) nodes.set(path, asNode(existing!, path));
      continue;
    }
    // A folder's content is copied, not the folder: at a new destination it is a new one.
    const node = await copyOf(file, path, request);
    const anew = file.type === 'directory' && root && !request.parents;
    nodes.set(path, anew ? { ...node, mode: 0o755, ...(request.chown ?? { uid: 0, gid: 0 }) } : node);
  }
  return [...nodes.values()];
}

async function copyOf(file: TreeFile, path: string, { chown, chmod }: CopyRequest): Promise<FileNode> {
  const content = file.type === 'file' ? await file.read() : undefined;
  return {
    path,
    type: file.type,
    mode:
      chmod !== undefined && file.type !== 'symlink'
        ? changeMode(chmod, file.mode, file.type === 'directory')
        : file.mode,
    uid: chown?.uid ?? file.uid,
    gid: chown?.gid ?? file.gid,
    modified: file.modified,
    ...(content && { content }),
    ...(file.linkTarget !== undefined && { linkTarget: file.linkTarget }),
    ...(file.device && { device: file.device }),
    ...(file.attributes && { attributes: file.attributes }),
  };
}

/** Every folder above the path: as the image has it, or new. A layer names them all, so that none is hidden. */
export function makeFolders(
  nodes: Map<string, FileNode>,
  destination: FileTree,
  path: string,
  { chown }: Pick<CopyRequest, 'chown'>,
  now: number,
): void {
  const parts = path.split('/').slice(1, -1);
  let at = '';
  for (const part of parts) {
    at += `/${part}`;
    if (nodes.has(at)) continue;
    const existing = destination.get(at);
    if (existing && existing.type !== 'directory')
      throw new DestinationBlocked(`${at} is a ${existing.type}, not a folder.`);
    nodes.set(
      at,
      existing
        ? asNode(existing, at)
        : {
            path: at,
            type: 'directory',
            mode: 0o755,
            uid: chown?.uid ?? 0,
            gid: chown?.gid ?? 0,
            modified: now,
          },
    );
  }
}

function asNode(file: FileNode | TreeFile, path: string): FileNode {
  const { type, mode, uid, gid, modified } = file;
  return { path, type, mode, uid, gid, modified };
}

function parentsOf(source: string, path: string): string {
  // "./" inside a source ends what is not kept: COPY --parents a/./b/c /x/ gives /x/b/c.
  const pivot = source.indexOf('/./');
  const skipped =
    pivot < 0
      ? 0
      : source
          .slice(0, pivot)
          .split('/')
          .filter((part) => part && part !== '.').length;
  const folders = path.split('/').slice(1, -1).slice(skipped);
  return folders.length > 0 ? `${folders.join('/')}/` : '';
}

function excluded(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const compiled = compilePathPattern(pattern.replace(/^\.?\//, ''));
    const parts = path.split('/');
    return parts.some((_, index) => compiled?.test(parts.slice(0, index + 1).join('/')) ?? false);
  });
}

/** `..` never leads out of the tree. */
function cleaned(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/').filter(Boolean)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function slashed(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
