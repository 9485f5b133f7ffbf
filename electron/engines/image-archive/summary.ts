import type { ImageFile } from '../../shared/engine/image';
import type { ImageLayer, ImageLayers, LayerShare } from '../../shared/engine/layer';
import type { ArchiveLayer } from './entry';
import type { TreeFile } from './tree';
import { changesOf, layOver } from './tree';

/** Paths that are named as wasteful. */
const NAMED = 100;

interface Waste {
  bytes: number;
  times: number;
}

/** What each layer does, and what the image carries though no container sees it. */
export function summarizeLayers(layers: readonly ArchiveLayer[]): ImageLayers {
  const wasted = new Map<string, Waste>();
  const below = new Map<string, TreeFile>();
  const summaries = layers.map((layer, index): ImageLayer => {
    const files = changesOf(layer, below);
    for (const file of files) {
      if (file.change !== 'changed' && file.change !== 'removed') continue;
      const hidden = below.get(file.path)?.entry.size ?? 0;
      if (hidden === 0) continue;
      const waste = wasted.get(file.path) ?? { bytes: 0, times: 0 };
      wasted.set(file.path, { bytes: waste.bytes + hidden, times: waste.times + 1 });
    }
    layOver(below, layer, index);
    return {
      index,
      diffId: layer.diffId,
      createdBy: layer.createdBy,
      size: layer.entries.reduce((sum, entry) => sum + entry.size, 0),
      added: share(files, 'added'),
      changed: share(files, 'changed'),
      removed: share(files, 'removed'),
    };
  });
  const totalBytes = summaries.reduce((sum, layer) => sum + layer.size, 0);
  const wastedBytes = [...wasted.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    layers: summaries,
    totalBytes,
    wastedBytes,
    efficiency: totalBytes === 0 ? 1 : 1 - wastedBytes / totalBytes,
    wasted: [...wasted]
      .map(([path, waste]) => ({ path, ...waste }))
      .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
      .slice(0, NAMED),
  };
}

function share(files: readonly ImageFile[], change: NonNullable<ImageFile['change']>): LayerShare {
  const chosen = files.filter((file) => file.change === change && file.type !== 'directory');
  return { files: chosen.length, bytes: chosen.reduce((sum, file) => sum + file.size, 0) };
}
