import type { IgnoreEntry, ParentMatches } from '../dockerignore';
import { IgnoreMatcher, IgnorePatternError, parseDockerignore } from '../dockerignore';

/** A file that may be sent to the builder; `size` in bytes. */
export interface ContextFile {
  readonly path: string;
  readonly size: number;
}

/** The line of an ignore file that decides about a path. */
export type DecidingPattern = Pick<IgnoreEntry, 'pattern' | 'line'>;

/** A file or folder of the build context. */
export interface ContextNode {
  readonly name: string;
  readonly path: string;
  /** Absent for a file. */
  readonly children?: readonly ContextNode[];
  /** Whether it, or something in it, is sent. */
  readonly sent: boolean;
  /** The last pattern that matched, by which it is left out or, after `!`, sent after all; absent where none did. */
  readonly by?: DecidingPattern;
  /** Left out by its pattern and sent nevertheless, because the builder cannot do without it. */
  readonly needed?: true;
  /** Files and bytes in it that are sent, and that are left out. */
  readonly totals: ContextTotals;
}

/** Sums of a folder, or of the whole context. */
export interface ContextTotals {
  readonly files: number;
  readonly bytes: number;
  readonly ignoredFiles: number;
  readonly ignoredBytes: number;
}

/** What would be sent to the builder, and what would not. */
export interface ContextReport {
  readonly nodes: readonly ContextNode[];
  readonly totals: ContextTotals;
  /** The files that are sent, the largest first. */
  readonly largest: readonly ContextFile[];
  /** Why the ignore file cannot be used; nothing counts as left out then, and a build would be refused. */
  readonly problem?: { readonly line: number; readonly message: string };
}

const largestShown = 10;
const nothing: ContextTotals = { files: 0, bytes: 0, ignoredFiles: 0, ignoredBytes: 0 };

/**
 * Decides for every file whether it is sent, walking from the root down as the builder's client does, so that folders
 * hand their matches on to what is in them.
 *
 * @param needed Paths that are sent whatever the patterns say: the Dockerfile and the `.dockerignore`.
 */
export function reportContext(
  files: readonly ContextFile[],
  ignoreText: string,
  needed: readonly string[],
): ContextReport {
  const entries = parseDockerignore(ignoreText);
  const { matcher, problem } = compile(entries);
  const exempt = new Set(needed);

  function nodesIn(folder: string, within: readonly ContextFile[], parent?: ParentMatches): ContextNode[] {
    const groups = new Map<string, ContextFile[]>();
    for (const file of within) {
      const [name = ''] = file.path.slice(folder.length).split('/', 1);
      groups.set(name, [...(groups.get(name) ?? []), file]);
    }
    return [...groups].map(([name, group]): ContextNode => {
      const path = folder + name;
      const { ignored, matches } = matcher.matchesIn(path, parent);
      const entry = entries[matches.lastIndexOf(true)];
      const by = entry && { by: { pattern: entry.pattern, line: entry.line } };
      const [only] = group;
      if (group.length === 1 && only?.path === path) {
        const isNeeded = ignored && exempt.has(path);
        const sent = !ignored || isNeeded;
        const { size } = only;
        const totals = sent
          ? { ...nothing, files: 1, bytes: size }
          : { ...nothing, ignoredFiles: 1, ignoredBytes: size };
        return { name, path, sent, ...by, ...(isNeeded && { needed: true }), totals };
      }
      const children = nodesIn(`${path}/`, group, matches);
      const totals = sumOf(children);
      return { name, path, children, sent: totals.files > 0, ...by, totals };
    });
  }

  const nodes = sorted(nodesIn('', files));
  const sentFiles = filesOf(nodes).filter(({ sent }) => sent);
  return {
    nodes,
    totals: sumOf(nodes),
    largest: sentFiles
      .map(({ path, totals }) => ({ path, size: totals.bytes }))
      .sort((a, b) => b.size - a.size)
      .slice(0, largestShown),
    ...(problem && { problem }),
  };
}

/** The files of a tree, in its order. */
export function filesOf(nodes: readonly ContextNode[]): readonly ContextNode[] {
  return nodes.flatMap((node) => (node.children ? filesOf(node.children) : [node]));
}

function compile(entries: readonly IgnoreEntry[]): {
  matcher: IgnoreMatcher;
  problem?: NonNullable<ContextReport['problem']>;
} {
  try {
    return { matcher: new IgnoreMatcher(entries.map(({ pattern }) => pattern)) };
  } catch (thrown) {
    if (!(thrown instanceof IgnorePatternError)) throw thrown;
    const line = entries.find((entry) => !isPattern(entry.pattern))?.line ?? 1;
    return { matcher: new IgnoreMatcher([]), problem: { line, message: thrown.message } };
  }
}

function isPattern(pattern: string): boolean {
  try {
    return new IgnoreMatcher([pattern]) instanceof IgnoreMatcher;
  } catch {
    return false;
  }
}

function sumOf(nodes: readonly ContextNode[]): ContextTotals {
  return nodes.reduce(
    (sum, { totals }) => ({
      files: sum.files + totals.files,
      bytes: sum.bytes + totals.bytes,
      ignoredFiles: sum.ignoredFiles + totals.ignoredFiles,
      ignoredBytes: sum.ignoredBytes + totals.ignoredBytes,
    }),
    nothing,
  );
}

/** Folders first, then by name, at every level. */
function sorted(nodes: readonly ContextNode[]): ContextNode[] {
  return nodes
    .map((node) => (node.children ? { ...node, children: sorted(node.children) } : node))
    .sort(
      (a, b) =>
        Number(Boolean(b.children)) - Number(Boolean(a.children)) || a.name.localeCompare(b.name, 'en'),
    );
}
