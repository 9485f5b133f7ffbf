import type { HistoryEntry, ImageDetails } from './image';
import { instructionOf } from './instruction-of';
import { outlineLayers } from './layer-outline';

/** Characters of an instruction that are named with its layer. */
const INSTRUCTION_CAP = 60;

/**
 * Each layer as people speak of it, who count the base as the first, with what made it where the history tells:
 * `layer 3, COPY . .`. Of a long instruction, or one of several lines, the beginning is named.
 *
 * @param history Newest entry first.
 */
export function layerNames(
  image: Pick<ImageDetails, 'layers'>,
  history: readonly HistoryEntry[],
): readonly string[] {
  return outlineLayers(image, history).map(({ index, createdBy }) => {
    const [made = ''] = instructionOf(createdBy ?? '').split('\n', 1);
    const named = made.length > INSTRUCTION_CAP ? `${made.slice(0, INSTRUCTION_CAP)}…` : made;
    return named === '' ? `layer ${index + 1}` : `layer ${index + 1}, ${named}`;
  });
}
