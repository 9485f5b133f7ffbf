import { OURS_LABEL } from '../engines/engine';
import type { Engine } from '../engines/engine';
import { sweep } from '../engines/sweep';
import { isOfDeadProcess } from './owner';

/** What checks call their images, and Compose after its project. */
const CHECK_IMAGE = /^(?:drydock\/)?check-[0-9a-f]{8}(?:-|:|$)/;

/**
 * Removes what checks of processes made that were killed: containers, networks, volumes and images that carry the
 * label of a process of this machine which is no more. Gives how many things went.
 */
export async function removeLeftovers(engine: Engine): Promise<number> {
  if ((await engine.status()).state !== 'ready') return 0;
  const report = await sweep(engine, {
    wanted: (labels) => isOfDeadProcess(labels[OURS_LABEL]),
    wantedNames: (tags) => tags.length === 0 || tags.some((tag) => CHECK_IMAGE.test(tag)),
    running: true,
    remove: (removal) =>
      removal.then(
        () => true,
        () => false, // somebody else was quicker, or still uses it
      ),
  });
  return Object.values(report).reduce((sum, gone) => sum + gone.length, 0);
}
