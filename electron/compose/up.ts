import { setMaxListeners } from 'node:events';
import { onAbort } from '../on-abort';
import type { ComposeService } from '../shared/compose';
import { selectServices } from '../shared/compose';
import type { ContainerSummary } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';
import { packGrants, readGrants } from './grants';
import { readyImage } from './image';
import { containersOf, HASH_LABEL, isOf, marks, serviceOf } from './labels';
import { engineName } from './names';
import { assertSound } from './project';
import type { ComposeRun, UpOptions } from './runner';
import { checkCancelled, markOf, tell } from './runner';
import { networksOf, toServiceSpec } from './spec';
import { waitFor } from './wait';

/**
 * Brings services up: images, networks and volumes first, then each service once those it depends on are as it needs
 * them. What is there and unchanged is kept. When something fails the rest is left as it is. Throws `invalid-input` for
 * a file with errors, `unsupported` for what the engine cannot do, `cancelled`, and what the engine throws.
 */
export async function up(run: ComposeRun, options: UpOptions = {}): Promise<void> {
  const { loaded, engine, onEvent } = run;
  for (const { severity, message, line } of loaded.problems) {
    if (severity === 'warning') onEvent({ type: 'warning', message, ...(line !== undefined && { line }) });
  }
  assertSound(loaded);
  const services = selectServices(loaded.project, options);
  const status = await engine.status();
  if (status.state !== 'ready') {
    throw new DrydockError({ kind: 'engine-unavailable', message: status.message, remedy: status.remedy });
  }
  const withNetworks = status.capabilities.networks;
  if (!withNetworks && services.some(({ networks }) => networks.length > 0)) {
    const message = `${status.name} has no networks, so the services cannot find each other by name.`;
    onEvent({ type: 'warning', message });
  }
  if (withNetworks) await makeNetworks(run, services);
  await makeVolumes(run, services);
  await new Rise(run, services, options, withNetworks).all();
}

async function makeNetworks(run: ComposeRun, services: readonly ComposeService[]): Promise<void> {
  const { engine, loaded, owner, signal } = run;
  const mark = markOf(run);
  const there = await engine.networks.list();
  for (const network of networksOf(loaded, services)) {
    checkCancelled(signal);
    const { key, external, internal, labels, line } = network;
    const name = engineName(loaded.name, network);
    const found = there.find((each) => each.name === name);
    if (found && !external && !isOf(mark, found.labels))
      throw taken('network', name, loaded.project.file, line);
    if (!found && external) throw noExternal('network', name, loaded.project.file, line);
    if (!found) {
      tell(run, 'network', key, 'creating');
      await engine.networks.create({ name, owner, internal, labels: { ...labels, ...marks(mark, key) } });
    }
    tell(run, 'network', key, found ? 'kept' : 'done');
  }
}

async function makeVolumes(run: ComposeRun, services: readonly ComposeService[]): Promise<void> {
  const { engine, loaded, owner, signal } = run;
  const mark = markOf(run);
  const used = new Set(
    services.flatMap(({ mounts }) =>
      mounts.flatMap((mount) => (mount.type === 'volume' ? (mount.volume ?? []) : [])),
    ),
  );
  if (used.size === 0) return;
  const there = await engine.volumes.list();
  for (const volume of loaded.project.volumes.filter(({ key }) => used.has(key))) {
    checkCancelled(signal);
    const { key, external, labels, line } = volume;
    const name = engineName(loaded.name, volume);
    const found = there.find((each) => each.name === name);
    if (found && !external && !isOf(mark, found.labels))
      throw taken('volume', name, loaded.project.file, line);
    if (!found && external) throw noExternal('volume', name, loaded.project.file, line);
    if (!found) {
      tell(run, 'volume', key, 'creating');
      await engine.volumes.create({ name, owner, labels: { ...labels, ...marks(mark, key) } });
    }
    tell(run, 'volume', key, found ? 'kept' : 'done');
  }
}

/** The services of one run, each on its way up: those that do not wait for each other rise side by side. */
class Rise {
  readonly #run: ComposeRun;
  readonly #services: readonly ComposeService[];
  readonly #options: UpOptions;
  readonly #withNetworks: boolean;
  /** Aborts with the run, and when one service fails: the others do not go on waiting. */
  readonly #controller = new AbortController();
  readonly #started = new Map<string, Promise<string>>();
  #there: readonly ContainerSummary[] = [];

  constructor(
    run: ComposeRun,
    services: readonly ComposeService[],
    options: UpOptions,
    withNetworks: boolean,
  ) {
    this.#run = run;
    this.#services = services;
    this.#options = options;
    this.#withNetworks = withNetworks;
    setMaxListeners(0, this.#controller.signal); // every service that waits listens to it
  }

  async all(): Promise<void> {
    this.#there = await containersOf(this.#run.engine, markOf(this.#run));
    let first: unknown;
    const abort = () => this.#controller.abort();
    const release = onAbort(this.#run.signal, abort);
    try {
      for (const service of this.#services) this.#started.set(service.name, this.#raise(service));
      await Promise.all(
        this.#services.map((service) =>
          this.#settle(service).catch((thrown: unknown) => {
            first ??= thrown;
            abort();
          }),
        ),
      );
    } finally {
      release();
    }
    if (first !== undefined) throw first;
  }

  /** Waits until a service is up, and healthy where that was asked for. */
  async #settle(service: ComposeService): Promise<void> {
    const { engine } = this.#run;
    const container = await this.#started.get(service.name)!;
    if (!this.#options.wait) return;
    const { health } = await engine.containers.inspect(container);
    if (health === 'none') return;
    tell(this.#run, 'service', service.name, 'waiting');
    await waitFor(engine, service.name, container, 'service_healthy', this.#controller.signal);
    tell(this.#run, 'service', service.name, 'healthy');
  }

  /** Starts a service behind those it depends on, and gives its container's id. */
  async #raise(service: ComposeService): Promise<string> {
    const run = { ...this.#run, signal: this.#controller.signal };
    try {
      const [image] = await Promise.all([
        readyImage(run, service, this.#options),
        ...service.dependsOn.map((dependency) => this.#await(service, dependency)),
      ]);
      checkCancelled(run.signal);
      return await this.#start(service, image);
    } catch (thrown) {
      const cancelled = thrown instanceof DrydockError && thrown.data.kind === 'cancelled';
      if (!cancelled) {
        tell(
          run,
          'service',
          service.name,
          'failed',
          thrown instanceof Error ? thrown.message : String(thrown),
        );
      }
      this.#controller.abort();
      throw thrown;
    }
  }

  async #await(
    { name }: ComposeService,
    { service, condition }: ComposeService['dependsOn'][number],
  ): Promise<void> {
    const started = this.#started.get(service);
    if (!started) return; // not required, and not part of this run
    const container = await started;
    if (condition === 'service_started') return;
    const wanted = condition === 'service_healthy' ? 'to be healthy' : 'to end';
    tell(this.#run, 'service', name, 'waiting', `It waits for ${service} ${wanted}.`);
    await waitFor(this.#run.engine, service, container, condition, this.#controller.signal);
    tell(this.#run, 'service', service, condition === 'service_healthy' ? 'healthy' : 'completed');
  }

  async #start(service: ComposeService, image: { reference: string; id: string }): Promise<string> {
    const { engine, loaded, owner } = this.#run;
    const grants = await readGrants(loaded, service);
    const { spec, further } = await toServiceSpec(loaded, service, owner, image, grants, this.#withNetworks);
    const old = this.#there.filter((each) => serviceOf(each) === service.name);
    const same = old.find(({ labels }) => labels[HASH_LABEL] === spec.labels?.[HASH_LABEL]);
    if (same && old.length === 1 && !this.#options.recreate) {
      if (same.state !== 'running') await engine.containers.start(same.id);
      tell(this.#run, 'service', service.name, same.state === 'running' ? 'kept' : 'done');
      return same.id;
    }
    for (const { id } of old) {
      tell(this.#run, 'service', service.name, 'removing');
      await engine.containers.stop(id, service.stopGraceSeconds);
      await engine.containers.remove(id, { force: true });
    }
    tell(this.#run, 'service', service.name, 'creating');
    const id = await engine.containers.create(spec);
    try {
      for (const { network, aliases } of further) await engine.networks.connect(network, id, aliases);
      if (grants.length > 0) await engine.containers.copyIn(id, '/', packGrants(grants));
      tell(this.#run, 'service', service.name, 'starting');
      await engine.containers.start(id);
    } catch (thrown) {
      await engine.containers.remove(id, { force: true }).catch(() => undefined); // the first error is the one to tell
      throw thrown;
    }
    tell(this.#run, 'service', service.name, 'done');
    return id;
  }
}

function taken(kind: string, name: string, file: string, line: number): DrydockError {
  return new DrydockError({
    kind: 'conflict',
    message: `There is a ${kind} ${name} already, which is not of this project.`,
    remedy: `Give the ${kind} another "name", or say "external: true" to use that one.`,
    where: { file, line },
  });
}

function noExternal(kind: string, name: string, file: string, line: number): DrydockError {
  return new DrydockError({
    kind: 'not-found',
    message: `There is no ${kind} ${name}, which the file says is there already.`,
    remedy: 'Create it, or take "external" out.',
    where: { file, line },
  });
}
