import type { ContainerDetails, ContainerSummary } from './shared/engine/container';
import { splitCommandLine } from './shared/engine/command-line';
import type { PruneReport } from './shared/engine/event';
import type { ContainerOrder } from './shared/engine/methods';
import { DrydockError, toErrorData } from './shared/errors';
import { Ended } from './containers/ended';
import type { Engine } from './engines/engine';
import { hoodOf } from './engines/hood';

/** What the service of containers needs of its surroundings. */
export interface ContainersOptions {
  /** The engine to ask, chosen anew each time. */
  readonly engine: () => Promise<Engine>;
  /** The image of a workspace's last build; null when there is none. */
  readonly lastImage: (workspace: string) => Promise<string | null>;
  /** The texts of a workspace's files by their paths, to be brought into its playground. */
  readonly textsOf?: (workspace: string) => Promise<ReadonlyMap<string, string>>;
  /** Called with the new list when something changed, once the list was asked for. */
  readonly onChange?: (containers: readonly ContainerSummary[]) => void;
  /** Called when an engine whose changes were told tells no more, though nobody asked it to stop: it may be gone. */
  readonly onLost?: () => void;
  /** Milliseconds that a container may run; half a day by default. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 12 * 60 * 60 * 1000;

/** Bytes of memory for what asks for no other limit. */
const DEFAULT_MEMORY = 2 * 1024 ** 3;

/** Addresses of this machine alone; what is published elsewhere is not opened from here. */
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost', '0.0.0.0', '::']);

/** Milliseconds in which changes are told together. */
const CHANGE_PAUSE = 100;

/** Seconds that a container has to end when the app does. */
const CLOSING_GRACE = 2;

/** Owner of the playground that belongs to no workspace. */
const OWN_PLAYGROUND = 'window';

/** Where a workspace's files are in its playground. */
const PLAYGROUND_FOLDER = '/play/lab';

/** Writes a text to a path, as a program that can be started. */
const BRING = 'mkdir -p "${0%/*}" && printf %s "$1" >"$0" && chmod 755 "$0"';

/** The containers that are started from the window: made of an image and of what a learner typed, and stopped with it. */
export class Containers {
  readonly #options: ContainersOptions;
  readonly #running = new Map<string, { readonly engine: Engine; readonly timer: NodeJS.Timeout }>();
  #watch: { readonly engine: Engine; readonly controller: AbortController } | undefined;
  #changed: NodeJS.Timeout | undefined;

  constructor(options: ContainersOptions) {
    this.#options = options;
  }

  /** The containers that Drydock made, newest first; changes are told from now on. */
  async list(): Promise<readonly ContainerSummary[]> {
    const engine = await this.#options.engine();
    this.#listen(engine);
    return engine.containers.list({ all: true, ours: true });
  }

  /** The engine that has a container, and the container. Throws `refused` for one that Drydock did not make. */
  async own(container: string): Promise<{ engine: Engine; details: ContainerDetails }> {
    const engine = await this.#options.engine();
    const details = await engine.containers.inspect(container);
    if (details.ours) return { engine, details };
    throw new DrydockError({
      kind: 'refused',
      message: `The container ${details.name} was not made by Drydock, so Drydock does not show it.`,
      remedy: "Use the engine's own command for it.",
    });
  }

  /**
   * The port of this machine's loopback where a container publishes a port; null when it does not, or its engine is
   * elsewhere. Throws `refused` for one that Drydock did not make.
   */
  async loopbackPort(container: string, containerPort: number): Promise<number | null> {
    const { engine, details } = await this.own(container);
    const status = await engine.status();
    if (status.state !== 'ready' || !status.capabilities.ports || details.state !== 'running') return null;
    const published = details.ports.find(
      (port) =>
        port.containerPort === containerPort &&
        port.protocol === 'tcp' &&
        LOOPBACK.has(port.hostAddress ?? ''),
    );
    return published?.hostPort ?? null;
  }

  /**
   * Makes and starts a container with a terminal, and gives its id. It is removed again when it cannot be started.
   * `before` is called before it starts, so that what it does can miss nothing.
   */
  async run(
    workspace: string,
    order: ContainerOrder,
    before: (engine: Engine, container: string) => Promise<void> = async () => undefined,
  ): Promise<string> {
    const engine = await this.#options.engine();
    const image = order.image ?? (await this.#options.lastImage(workspace));
    if (image === null) {
      throw new DrydockError({
        kind: 'not-found',
        message: 'These files have not been built yet, so there is no image to run.',
        remedy: 'Build them first.',
      });
    }
    for (const { name } of order.volumes ?? []) await engine.volumes.create({ name, owner: workspace });
    const id = await engine.containers.create({
      image,
      owner: workspace,
      tty: true,
      stdin: true,
      ...(order.name !== undefined && { name: order.name }),
      ...(order.command !== undefined && { arguments: splitCommandLine(order.command) }),
      ...(order.env && { env: order.env }),
      ports: (order.ports ?? []).map((port) => ({ ...port, protocol: 'tcp' })),
      mounts: (order.volumes ?? []).map(({ name, target }) => ({
        type: 'volume',
        source: name,
        target,
        readOnly: false,
      })),
      limits: {
        memoryBytes: (order.memoryMegabytes ?? 0) * 1024 ** 2 || DEFAULT_MEMORY,
        ...(order.cpus !== undefined && { cpus: order.cpus }),
      },
    });
    try {
      await before(engine, id);
      await engine.containers.start(id);
    } catch (thrown) {
      await engine.containers.remove(id, { force: true }).catch(() => undefined); // the first error is the one to tell
      throw thrown;
    }
    this.#limit(engine, id);
    return id;
  }

  /** Starts one that has ended; it is stopped with the app too. */
  async start(container: string): Promise<void> {
    const { engine, details } = await this.own(container);
    await engine.containers.start(details.id);
    this.#limit(engine, details.id);
  }

  /**
   * The container in which a learner makes containers by hand, with the workspace's files as they are now; null is the
   * one of no workspace. It is stopped with the app too.
   */
  async playground(workspace: string | null): Promise<string> {
    const engine = await this.#options.engine();
    const id = await hoodOf(engine).playground(workspace ?? OWN_PLAYGROUND);
    this.#limit(engine, id);
    if (workspace === null) return id;
    const texts = (await this.#options.textsOf?.(workspace)) ?? new Map<string, string>();
    for (const [path, text] of texts) {
      const command = ['sh', '-c', BRING, `${PLAYGROUND_FOLDER}/${path}`, text];
      const session = await engine.containers.exec(id, { command });
      let said = '';
      for await (const { data } of session.output) said += new TextDecoder().decode(data);
      const exitCode = await session.exit;
      session.close();
      if (exitCode === 0) continue;
      throw new DrydockError({
        kind: 'internal',
        message: `${path} could not be brought into the playground: ${said.trim()}`,
      });
    }
    return id;
  }

  /** Removes what Drydock made and nobody uses. */
  async prune(): Promise<PruneReport> {
    return (await this.#options.engine()).prune();
  }

  /** Stops what was started from this window. */
  async close(): Promise<void> {
    clearTimeout(this.#changed);
    this.#watch?.controller.abort();
    const running = [...this.#running];
    this.#running.clear();
    await Promise.allSettled(
      running.map(([id, { engine, timer }]) => {
        clearTimeout(timer);
        return engine.containers.stop(id, CLOSING_GRACE);
      }),
    );
  }

  #limit(engine: Engine, id: string): void {
    clearTimeout(this.#running.get(id)?.timer);
    const stop = () => void engine.containers.stop(id).catch(() => undefined); // it may be gone already
    const timer = setTimeout(stop, this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    timer.unref();
    this.#running.set(id, { engine, timer });
  }

  #listen(engine: Engine): void {
    if (!this.#options.onChange || this.#watch?.engine === engine) return;
    this.#watch?.controller.abort();
    const controller = new AbortController();
    this.#watch = { engine, controller };
    void this.#follow(engine, controller.signal)
      .then(() => true)
      .catch((thrown: unknown) => toErrorData(thrown).kind !== 'unsupported') // cancelled, or the engine went away
      .then((wasHeard) => {
        if (this.#watch?.controller !== controller) return;
        this.#watch = undefined; // the next list() listens anew
        if (wasHeard && !controller.signal.aborted) this.#options.onLost?.();
      });
  }

  async #follow(engine: Engine, signal: AbortSignal): Promise<void> {
    const ended = new Ended();
    const tell = async () => {
      this.#changed = undefined;
      const list = await engine.containers.list({ all: true, ours: true });
      this.#options.onChange?.(list);
      if (ended.disagreesWith(list) && !signal.aborted) tellSoon();
    };
    const tellSoon = () => {
      // An engine that went away has no new list to tell.
      this.#changed ??= setTimeout(() => void tell().catch(() => undefined), CHANGE_PAUSE);
    };
    for await (const event of engine.events(signal)) {
      if (event.subject !== 'container' || event.ours !== true || event.action === 'other') continue;
      if (event.action === 'removed') this.#forget(event.id);
      ended.take(event);
      tellSoon();
    }
  }

  #forget(id: string): void {
    clearTimeout(this.#running.get(id)?.timer);
    this.#running.delete(id);
  }
}
