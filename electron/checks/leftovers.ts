import { OURS_LABEL } from '../engines/engine';
import type { Engine } from '../engines/engine';
import { isOfDeadProcess } from './owner';

/** What checks call their images, and Compose after its project. */
const CHECK_IMAGE = /^(?:drydock\/)?check-[0-9a-f]{8}(?:-|:|$)/;

/**
 * Removes what checks of processes made that were killed: containers, networks, volumes and images that carry the
 * label of a process of this machine which is no more. Gives how many things went.
 */
export async function removeLeftovers(engine: Engine): Promise<number> {
  const status = await engine.status();
  if (status.state !== 'ready') return 0;
  const able = status.capabilities;
  let removed = 0;
  const remove = async (removing: Promise<void>): Promise<void> => {
    await removing.then(
      () => (removed += 1),
      () => undefined, // somebody else was quicker, or still uses it
    );
  };
  for (const { id, labels } of await engine.containers.list({ all: true, ours: true }))
    if (isOfDeadProcess(labels[OURS_LABEL])) await remove(engine.containers.remove(id, { force: true }));
  for (const { id, labels } of able.networks ? await engine.networks.list() : [])
    if (isOfDeadProcess(labels[OURS_LABEL])) await remove(engine.networks.remove(id));
  for (const { name, labels } of able.volumes ? await engine.volumes.list() : [])
    if (isOfDeadProcess(labels[OURS_LABEL])) await remove(engine.volumes.remove(name));
  for (const { id, tags, ours } of await engine.images.list()) {
    if (!ours || !(tags.length === 0 || tags.some((tag) => CHECK_IMAGE.test(tag)))) continue;
    const details = await engine.images.inspect(id).catch(() => undefined); // gone by now
    if (!isOfDeadProcess(details?.config.labels[OURS_LABEL])) continue;
    for (const name of tags.length > 0 ? tags : [id]) await remove(engine.images.remove(name));
  }
  return removed;
}
