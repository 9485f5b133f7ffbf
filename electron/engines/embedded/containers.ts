import type {
  ContainerDetails,
  ContainerFileChange,
  ContainerSpec,
  ContainerStats,
  ContainerSummary,
  ExecSpec,
  LogLine,
  ProcessTable,
} from '../../shared/engine/container';
import type { ContainerHood } from '../../shared/engine/hood';
import { DrydockError } from '../../shared/errors';
import type { EngineContainers, LogRequest } from '../containers';
import type { RunRequest, RunResult } from '../run';
import { runContainer } from '../run-container';
import type { Session } from '../session';
import type { ContainerOrigin, ContainerParts } from './containers/container';
import { EmbeddedContainer } from './containers/container';
import { readInspection } from './containers/inspection';
import { changesIn, copyFrom, copyInto } from './containers/files';
import { readLog } from './containers/log';
import { assertPossible } from './containers/possible';
import { cancelled, unlessAborted } from './cancelled';
import { readStats } from './containers/stats';
import { layerName } from './guest-layers';
import type { EmbeddedImages } from './images';

/** Bytes of a tar that are given out at a time. */
const OUT_BYTES = 256 * 1024;

const PLAYGROUND_IMAGE = 'busybox:1.36';
const PLAYGROUND_BYTES = 32 * 1024 * 1024;

/** The containers of the embedded engine. All of them are ours; they live in the machine's memory. */
export class EmbeddedContainers implements EngineContainers {
  readonly #parts: ContainerParts;
  readonly #images: EmbeddedImages;
  readonly #containers = new Map<string, EmbeddedContainer>();

  constructor(parts: ContainerParts, images: EmbeddedImages) {
    this.#parts = parts;
    this.#images = images;
  }

  list({ all = false } = {}): Promise<readonly ContainerSummary[]> {
    const wanted = [...this.#containers.values()].filter((container) => all || container.active);
    return Promise.resolve(wanted.map((container) => container.summary()).reverse());
  }

  inspect(container: string): Promise<ContainerDetails> {
    return attempt(() => this.#find(container).details());
  }

  create(spec: ContainerSpec): Promise<string> {
    return this.#create(spec);
  }

  async start(container: string): Promise<void> {
    const found = this.#find(container);
    await found.start();
    if (found.definition.spec.autoRemove)
      void found.wait().then(() => this.remove(found.id).catch(() => undefined)); // removed by hand
  }

  async stop(container: string, graceSeconds = 10): Promise<void> {
    const found = this.#find(container);
    found.askToEnd();
    if (!found.alive) return void (await found.wait()); // between two runs, or ended
    if (found.state === 'paused') await found.freeze(false);
    await found.signal(found.definition.stopSignal);
    const timer = setTimeout(() => void found.signal('SIGKILL').catch(() => undefined), graceSeconds * 1000); // ended just now
    await found.wait();
    clearTimeout(timer);
  }

  kill(container: string, signal = 'SIGKILL'): Promise<void> {
    return attempt(() => {
      const found = this.#alive(container, 'killed');
      found.askToEnd();
      return found.signal(signal);
    });
  }

  async restart(container: string, graceSeconds = 10): Promise<void> {
    await this.stop(container, graceSeconds);
    await this.start(container);
  }

  pause(container: string): Promise<void> {
    return attempt(() => this.#alive(container, 'paused').freeze(true));
  }

  unpause(container: string): Promise<void> {
    return attempt(() => {
      const found = this.#find(container);
      if (found.state !== 'paused')
        throw conflict(`The container ${found.name} is not paused.`, 'Pause it first.');
      return found.freeze(false);
    });
  }

  rename(container: string, name: string): Promise<void> {
    return attempt(() => {
      const found = this.#find(container);
      if ([...this.#containers.values()].some((other) => other !== found && other.name === name)) {
        throw conflict(`There is a container ${name} already.`, 'Choose another name.');
      }
      found.rename(name);
    });
  }

  async remove(container: string, { force = false } = {}): Promise<void> {
    const found = this.#find(container);
    if (found.active && !force) throw conflict(`The container ${found.name} runs.`, 'Stop it first.');
    this.#containers.delete(found.id);
    await found.remove();
  }

  attach(container: string): Promise<Session> {
    return attempt(() => this.#find(container).attach());
  }

  exec(container: string, spec: ExecSpec): Promise<Session> {
    return attempt(() => this.#alive(container, 'entered').exec(spec));
  }

  async copyIn(container: string, folder: string, tar: AsyncIterable<Uint8Array>): Promise<void> {
    const found = this.#find(container);
    if (found.definition.spec.readOnlyRoot) {
      throw conflict(
        `The files of the container ${found.name} are read-only.`,
        'Bring the files along in the image.',
      );
    }
    await found.inGuest((guest) => copyInto(guest, found.name, folder, tar));
  }

  async *copyOut(container: string, path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    const found = this.#find(container);
    const tar = await found.inGuest((guest) => copyFrom(guest, found.name, path));
    for (let at = 0; at < tar.length; at += OUT_BYTES) {
      if (signal?.aborted) throw cancelled('The copying was cancelled.');
      yield tar.subarray(at, at + OUT_BYTES);
    }
  }

  async *logs(container: string, request: LogRequest = {}): AsyncGenerator<LogLine> {
    const { output, alive } = this.#find(container);
    yield* readLog(output, { ...request, follow: (request.follow ?? false) && alive });
  }

  async wait(container: string, signal?: AbortSignal): Promise<number> {
    return unlessAborted(this.#find(container).wait(), signal, 'The waiting was cancelled.');
  }

  async *stats(container: string, signal?: AbortSignal): AsyncGenerator<ContainerStats> {
    const found = this.#alive(container, 'measured');
    yield* readStats(async () => (found.alive ? found.inspectGuest() : undefined), signal);
  }

  async top(container: string): Promise<ProcessTable> {
    const found = this.#alive(container, 'looked into');
    const { processes } = (await found.inspectGuest()) ?? { processes: '' };
    const rows = processes
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'));
    return { titles: ['PID', 'INSIDE', 'PPID', 'UID', 'STAT', 'RSS', 'COMMAND'], processes: rows };
  }

  async changes(container: string): Promise<readonly ContainerFileChange[]> {
    const found = this.#find(container);
    const image = await this.#parts.layers.tree(found.definition.image.config.rootfs.diff_ids);
    return changesIn(await found.inGuest((guest) => guest.export()), image);
  }

  run(request: RunRequest): Promise<RunResult> {
    return runContainer(this, request);
  }

  /** Puts a container on a network. */
  async connect(network: string, container: string, aliases: readonly string[]): Promise<void> {
    const found = this.#find(container);
    this.#parts.networks.join(network, found, aliases);
    await found.joinNetworks();
  }

  async disconnect(network: string, container: string): Promise<void> {
    await this.#find(container).leaveNetwork(network);
  }

  /** See `EngineHood`. */
  async inspectHood(container: string): Promise<ContainerHood> {
    const found = this.#find(container);
    const inspection = await found.inspectGuest();
    if (!inspection) {
      throw conflict(`The container ${found.name} has not been started yet.`, 'Start it first.');
    }
    const layers = found.definition.image.config.rootfs.diff_ids;
    return readInspection(
      found.id,
      inspection,
      (name) => layers.find((digest) => layerName(digest) === name) ?? null,
    );
  }

  /** See `EngineHood`. */
  async playground(owner: string): Promise<string> {
    const there = [...this.#containers.values()].find(
      (container) => container.privileged && container.alive && container.definition.spec.owner === owner,
    );
    if (there) return there.id;
    const id = await this.#create(
      {
        image: PLAYGROUND_IMAGE,
        owner,
        hostname: 'playground',
        arguments: ['sleep', '2147483647'],
        mounts: [{ type: 'tmpfs', target: '/play', sizeBytes: PLAYGROUND_BYTES }],
        workingDir: '/play',
        autoRemove: true,
      },
      { privileged: true },
    );
    await this.start(id);
    return id;
  }

  /** Ends all of them: the engine closes. */
  async close(): Promise<void> {
    const all = [...this.#containers.values()];
    this.#containers.clear();
    await Promise.all(all.map((container) => container.remove()));
  }

  async #create(spec: ContainerSpec, origin: Pick<ContainerOrigin, 'privileged'> = {}): Promise<string> {
    const image = await this.#images.get(spec.image);
    assertPossible(spec, image);
    const network = spec.network === 'none' ? undefined : this.#parts.networks.find(spec.network ?? 'bridge');
    if (spec.name !== undefined && [...this.#containers.values()].some(({ name }) => name === spec.name)) {
      throw conflict(
        `There is a container ${spec.name} already.`,
        'Choose another name, or remove that one.',
      );
    }
    const container = new EmbeddedContainer(this.#parts, {
      spec,
      image,
      name: spec.name ?? `drydock-${this.#nextNumber()}`,
      ...origin,
    });
    if (container.definition.command.length === 0) {
      await container.remove();
      throw new DrydockError({
        kind: 'invalid-input',
        message: `The image ${spec.image} has no command to run.`,
        remedy: 'Give one, or set CMD or ENTRYPOINT in the Dockerfile.',
      });
    }
    if (network) this.#parts.networks.join(network.id, container, spec.networkAliases ?? []);
    this.#containers.set(container.id, container);
    return container.id;
  }

  #find(reference: string): EmbeddedContainer {
    const all = [...this.#containers.values()];
    const found =
      this.#containers.get(reference) ??
      all.find(({ name }) => name === reference) ??
      (/^[0-9a-f]{6,}$/.test(reference) ? all.find(({ id }) => id.startsWith(reference)) : undefined);
    if (found) return found;
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no container ${reference} in the embedded engine.`,
      remedy: 'Look at the list of containers.',
    });
  }

  #alive(reference: string, done: string): EmbeddedContainer {
    const found = this.#find(reference);
    if (found.alive) return found;
    throw conflict(`The container ${found.name} does not run, so it cannot be ${done}.`, 'Start it first.');
  }

  #nextNumber(): number {
    const numbers = [...this.#containers.values()].map(({ name }) =>
      Number(/^drydock-(\d+)$/.exec(name)?.[1] ?? 0),
    );
    return Math.max(0, ...numbers) + 1;
  }
}

/** So that what is thrown at once arrives as a rejection. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}

function conflict(message: string, remedy: string): DrydockError {
  return new DrydockError({ kind: 'conflict', message, remedy });
}
