import type { ImageDifference } from '../../shared/engine/layer';
import type { ArchiveLayer, LayerEntry } from './entry';
import type { TreeFile } from './tree';
import { mergeLayers } from './tree';

/** Compares the trees of two images. `sameContent` is asked only for the paths that {@link undecided} names. */
export function diffTrees(
  from: readonly ArchiveLayer[],
  to: readonly ArchiveLayer[],
  sameContent: (path: string) => boolean,
): readonly ImageDifference[] {
  const [before, after] = [mergeLayers(from), mergeLayers(to)];
  const open = undecided(from, to);
  const differences: ImageDifference[] = [];
  for (const [path, { entry }] of before) {
    const other = after.get(path)?.entry;
    if (!other) differences.push({ change: 'removed', path, before: entry });
    else if (!sameMeta(entry, other) || (open.has(path) && !sameContent(path))) {
      differences.push({ change: 'changed', path, before: entry, after: other });
    }
  }
  for (const [path, { entry }] of after) {
    if (!before.has(path)) differences.push({ change: 'added', path, after: entry });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The files that are the same by all that a tar's headers say, but come from different layers. */
export function undecided(from: readonly ArchiveLayer[], to: readonly ArchiveLayer[]): ReadonlySet<string> {
  const [before, after] = [mergeLayers(from), mergeLayers(to)];
  const layerOf = (layers: readonly ArchiveLayer[], file: TreeFile) => layers[file.layer]?.diffId;
  const paths = new Set<string>();
  for (const [path, file] of before) {
    const other = after.get(path);
    if (!other || file.entry.type !== 'file' || !sameMeta(file.entry, other.entry)) continue;
    if (file.entry.size > 0 && layerOf(from, file) !== layerOf(to, other)) paths.add(path);
  }
  return paths;
}

function sameMeta(a: LayerEntry, b: LayerEntry): boolean {
  return (
    a.type === b.type &&
    a.size === b.size &&
    a.mode === b.mode &&
    a.uid === b.uid &&
    a.gid === b.gid &&
    a.linkTarget === b.linkTarget
  );
}
