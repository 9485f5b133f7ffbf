import type { PruneReport } from '../shared/engine/event';
import { DrydockError } from '../shared/errors';
import type { Engine } from './engine';
import { OURS_LABEL } from './engine';

/**
 * Removes what Drydock made and nobody uses; see `Engine.prune`. For any engine: it asks for everything by the methods
 * that refuse what is not ours.
 */
export async function pruneOurs(
  engine: Pick<Engine, 'containers' | 'networks' | 'volumes' | 'images'>,
  owner: string | undefined,
): Promise<PruneReport> {
  const wanted = (labels: Readonly<Record<string, string>>) =>
    labels[OURS_LABEL] !== undefined && (owner === undefined || labels[OURS_LABEL] === owner);
  const report = {
    containers: [] as string[],
    networks: [] as string[],
    volumes: [] as string[],
    images: [] as string[],
  };
  for (const { id, name, state, labels } of await engine.containers.list({ all: true, ours: true })) {
    if (!wanted(labels) || state === 'running' || state === 'paused' || state === 'restarting') continue;
    if (await removed(engine.containers.remove(id))) report.containers.push(name);
  }
  for (const { id, name, labels } of await engine.networks.list()) {
    if (wanted(labels) && (await removed(engine.networks.remove(id)))) report.networks.push(name);
  }
  for (const { name, labels } of await engine.volumes.list()) {
    if (wanted(labels) && (await removed(engine.volumes.remove(name)))) report.volumes.push(name);
  }
  for (const { id, tags, ours } of await engine.images.list()) {
    if (!ours || tags.length > 0) continue;
    const labels = await labelsOf(engine, id);
    if (labels && wanted(labels) && (await removed(engine.images.remove(id)))) report.images.push(id);
  }
  return report;
}

/** Undefined for an image that went away since it was listed. */
async function labelsOf(
  { images }: Pick<Engine, 'images'>,
  id: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    return (await images.inspect(id)).config.labels;
  } catch (thrown) {
    if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') return undefined;
    throw thrown;
  }
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
