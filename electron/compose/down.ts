import type { Engine } from '../engines/engine';
import { inOrder } from '../shared/compose';
import type { ContainerSummary } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import { containersOf, isOf, KEY_LABEL, serviceOf } from './labels';
import type { ComposeRun } from './runner';
import { checkCancelled, markOf, tell } from './runner';

/** Seconds that a container has to end, where the file does not say. */
const GRACE = 10;

/**
 * Stops and removes a project's containers, those that others depend on last, and its networks; with `volumes` its
 * named volumes too. It goes by labels, so that it works with a file that has errors or was changed. Throws what the
 * engine throws, and `cancelled`.
 */
export async function down(run: ComposeRun, { volumes = false } = {}): Promise<void> {
  const { engine, signal } = run;
  const mark = markOf(run);
  await stopServices(run, await containersOf(engine, mark), true);
  for (const { id, labels } of await engine.networks.list()) {
    if (!isOf(mark, labels)) continue;
    checkCancelled(signal);
    tell(run, 'network', labels[KEY_LABEL] ?? '', 'removing');
    await unlessGone(engine.networks.remove(id));
    tell(run, 'network', labels[KEY_LABEL] ?? '', 'done');
  }
  if (!volumes) return;
  for (const { name, labels } of await engine.volumes.list()) {
    if (!isOf(mark, labels)) continue;
    checkCancelled(signal);
    tell(run, 'volume', labels[KEY_LABEL] ?? '', 'removing');
    await unlessGone(engine.volumes.remove(name));
    tell(run, 'volume', labels[KEY_LABEL] ?? '', 'done');
  }
}

/** Stops one service and keeps its container. Throws `not-found` when there is none. */
export async function stop(run: ComposeRun, service: string): Promise<void> {
  await stopServices(run, await ofService(run.engine, run, service), false);
}

/** Stops all services, those that others depend on last, and keeps the containers. */
export async function stopAll(run: ComposeRun): Promise<void> {
  await stopServices(run, await containersOf(run.engine, markOf(run)), false);
}

/** Restarts one service, and those that want to be restarted with it. Throws `not-found` when it has no container. */
export async function restart(run: ComposeRun, service: string): Promise<void> {
  const { engine, loaded, signal } = run;
  const together = loaded.project.services.filter(({ dependsOn }) =>
    dependsOn.some((dependency) => dependency.service === service && dependency.restart),
  );
  const containers = await containersOf(engine, markOf(run));
  await ofService(engine, run, service);
  for (const name of [service, ...together.map((each) => each.name)]) {
    for (const container of containers.filter((each) => serviceOf(each) === name)) {
      checkCancelled(signal);
      tell(run, 'service', name, 'restarting');
      await engine.containers.restart(container.id, graceOf(run, name));
      tell(run, 'service', name, 'done');
    }
  }
}

async function ofService(
  engine: Engine,
  run: ComposeRun,
  service: string,
): Promise<readonly ContainerSummary[]> {
  const found = (await containersOf(engine, markOf(run))).filter((each) => serviceOf(each) === service);
  if (found.length > 0) return found;
  throw new DrydockError({
    kind: 'not-found',
    message: `The service ${service} has no container.`,
    remedy: 'Bring it up first.',
  });
}

async function stopServices(
  run: ComposeRun,
  containers: readonly ContainerSummary[],
  remove: boolean,
): Promise<void> {
  const { engine, loaded, signal } = run;
  const order = inOrder(loaded.project.services).map(({ name }) => name);
  const rank = (container: ContainerSummary) => order.indexOf(serviceOf(container)); // -1: no longer in the file
  const waves = new Map<string, Promise<void>>();
  const dependents = (name: string) =>
    loaded.project.services.filter(({ dependsOn }) => dependsOn.some(({ service }) => service === name));
  const end = async (container: ContainerSummary): Promise<void> => {
    const name = serviceOf(container);
    await Promise.all(dependents(name).map((each) => waves.get(each.name)));
    checkCancelled(signal);
    if (container.state !== 'exited' && container.state !== 'created') {
      tell(run, 'service', name, 'stopping');
      await unlessGone(engine.containers.stop(container.id, graceOf(run, name)));
    }
    if (remove) {
      tell(run, 'service', name, 'removing');
      await unlessGone(engine.containers.remove(container.id, { force: true }));
    }
    tell(run, 'service', name, 'done');
  };
  for (const container of [...containers].sort((a, b) => rank(b) - rank(a))) {
    const name = serviceOf(container);
    const before = waves.get(name) ?? Promise.resolve();
    waves.set(
      name,
      Promise.all([before, end(container)]).then(() => undefined),
    );
  }
  await Promise.all(waves.values());
}

function graceOf({ loaded }: ComposeRun, service: string): number {
  const own = loaded.project.services.find(({ name }) => name === service)?.stopGraceSeconds ?? GRACE;
  return Math.min(own, loaded.policy.haste?.graceSeconds ?? Infinity);
}

/** What went away by itself is gone, which is what was wanted. */
async function unlessGone(removal: Promise<void>): Promise<void> {
  await removal.catch((thrown: unknown) => {
    if (!(thrown instanceof DrydockError) || thrown.data.kind !== 'not-found') throw thrown;
  });
}
