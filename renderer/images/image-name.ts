import type { ImageSummary } from '../../electron/shared/engine/image';
import { shortId } from '../build/format';

/** What an image is called: its first name, or the first digits of its id. */
export function imageName({ tags, id }: Pick<ImageSummary, 'tags' | 'id'>): string {
  return tags[0] ?? shortId(id);
}

/** The images whose name or id has the text, named ones first, then the newest. */
export function listedImages(images: readonly ImageSummary[], text: string): readonly ImageSummary[] {
  const wanted = text.trim().toLowerCase();
  const found = images.filter(({ tags, id }) =>
    [...tags, id].some((name) => name.toLowerCase().includes(wanted)),
  );
  return found.sort(
    (a, b) => Number(a.tags.length === 0) - Number(b.tags.length === 0) || (a.created < b.created ? 1 : -1),
  );
}
