import type { HistoryEntry, ImageDetails } from '../../../electron/shared/engine/image';
import { invoke, on } from '../../api';

/** An image as the engine has it. */
export interface InstalledImage {
  readonly details: ImageDetails;
  readonly history: readonly HistoryEntry[];
}

const known = new Map<string, Promise<InstalledImage | null>>();
let following = false;

/** What the chosen engine knows of an image; null when it has none of that name, or no engine answers. */
export function installedImage(reference: string): Promise<InstalledImage | null> {
  follow();
  const found = known.get(reference) ?? inspect(reference);
  known.set(reference, found);
  return found;
}

async function inspect(reference: string): Promise<InstalledImage | null> {
  try {
    const [details, history] = await Promise.all([
      invoke('images.inspect', reference),
      invoke('images.history', reference),
    ]);
    return { details, history };
  } catch {
    return null; // not there, or nobody to ask: a hover has nothing to add then
  }
}

/** A build may make the image, and another engine may have another one of the same name. */
function follow(): void {
  if (following) return;
  following = true;
  for (const event of ['build.finished', 'engines.changed', 'settings.changed'] as const) {
    on(event, () => known.clear());
  }
}
