import type { HistoryEntry, ImageDetails } from './image';
import { instructionOf } from './instruction-of';
import type { LayerOutline } from './layer';

/** Instructions that only set something, whoever builds: they never make a layer. */
const SETTINGS = new Set([
  'ARG',
  'CMD',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
]);

/**
 * An image's layers as its description and its history tell them, so that they can be shown before the first byte of
 * them is read. The history has one line for each instruction, and does not say which ones made a layer: those with
 * bytes did, those that only set something did not, and of the rest (a RUN that wrote nothing, a WORKDIR) all did or
 * none, whatever gives as many layers as the image has. Where neither does, sizes and instructions stay unknown.
 *
 * @param history Newest entry first.
 */
export function outlineLayers(
  { layers }: Pick<ImageDetails, 'layers'>,
  history: readonly HistoryEntry[],
): readonly LayerOutline[] {
  const oldestFirst = [...history].reverse();
  const withBytes = oldestFirst.filter(({ size }) => size > 0);
  const unsure = oldestFirst.filter((entry) => entry.size > 0 || !onlySets(entry));
  const made = [withBytes, unsure].find((entries) => entries.length === layers.length);
  return layers.map((diffId, index) => ({
    index,
    diffId,
    createdBy: made?.[index]?.createdBy || null, // an import has none
    size: made?.[index]?.size ?? null,
  }));
}

function onlySets({ createdBy }: HistoryEntry): boolean {
  const [keyword = ''] = instructionOf(createdBy).trim().split(/\s/, 1);
  return SETTINGS.has(keyword.toUpperCase());
}
