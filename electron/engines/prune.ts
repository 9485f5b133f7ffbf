import type { PruneReport } from '../shared/engine/event';
import { DrydockError } from '../shared/errors';
import type { Engine } from './engine';
import { OURS_LABEL } from './engine';
import { sweep } from './sweep';

/** Removes what Drydock made and nobody uses; see `Engine.prune`. */
export function pruneOurs(
  engine: Pick<Engine, 'containers' | 'networks' | 'volumes' | 'images'>,
  owner: string | undefined,
): Promise<PruneReport> {
  return sweep(engine, {
    wanted: (labels) =>
      labels[OURS_LABEL] !== undefined && (owner === undefined || labels[OURS_LABEL] === owner),
    wantedNames: (tags) => tags.length === 0,
    running: false,
    remove: removed,
  });
}

/** False for what is in use, or went away by itself. */
async function removed(removal: Promise<void>): Promise<boolean> {
  try {
    await removal;
    return true;
  } catch (thrown) {
    const kind = thrown instanceof DrydockError ? thrown.data.kind : undefined;
    if (kind === 'conflict' || kind === 'not-found') return false;
    throw thrown;
  }
}
