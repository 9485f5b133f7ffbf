import type { PruneReport } from '../shared/engine/event';
import { DrydockError } from '../shared/errors';
import type { Engine } from './engine';

type Labels = Readonly<Record<string, string>>;

/** What is to go. */
export interface Sweep {
  readonly wanted: (labels: Labels) => boolean;
  /** Whether images of these names are among it. */
  readonly wantedNames: (tags: readonly string[]) => boolean;
  /** Containers that run, too. */
  readonly running: boolean;
  /** Removes one thing; false for what stays, since it is in use or went away by itself. */
  readonly remove: (removal: Promise<void>) => Promise<boolean>;
}

/**
 * Removes things that Drydock made: containers first, since they use the others. For any engine: it asks for everything
 * by the methods that refuse what is not ours.
 */
export async function sweep(
  engine: Pick<Engine, 'containers' | 'networks' | 'volumes' | 'images'>,
  { wanted, wantedNames, running, remove }: Sweep,
): Promise<PruneReport> {
  const report = {
    containers: [] as string[],
    networks: [] as string[],
    volumes: [] as string[],
    images: [] as string[],
  };
  for (const { id, name, state, labels } of await engine.containers.list({ all: true, ours: true })) {
    const isActive = state === 'running' || state === 'paused' || state === 'restarting';
    if (!wanted(labels) || (isActive && !running)) continue;
    if (await remove(engine.containers.remove(id, { force: running }))) report.containers.push(name);
  }
  for (const { id, name, labels } of await engine.networks.list())
    if (wanted(labels) && (await remove(engine.networks.remove(id)))) report.networks.push(name);
  for (const { name, labels } of await engine.volumes.list())
    if (wanted(labels) && (await remove(engine.volumes.remove(name)))) report.volumes.push(name);
  for (const { id, tags, ours } of await engine.images.list()) {
    if (!ours || !wantedNames(tags)) continue;
    const labels = await labelsOf(engine, id);
    if (!labels || !wanted(labels)) continue;
    for (const name of tags.length > 0 ? tags : [id])
      if (await remove(engine.images.remove(name))) report.images.push(name);
  }
  return report;
}

/** Undefined for an image that went away since it was listed. */
async function labelsOf({ images }: Pick<Engine, 'images'>, id: string): Promise<Labels | undefined> {
  try {
    return (await images.inspect(id)).config.labels;
  } catch (thrown) {
    if (thrown instanceof DrydockError && thrown.data.kind === 'not-found') return undefined;
    throw thrown;
  }
}
