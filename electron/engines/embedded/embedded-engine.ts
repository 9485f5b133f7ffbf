import { join } from 'node:path';
import type { BuildEvent } from '../../shared/engine/build';
import type { EngineEvent, PruneReport } from '../../shared/engine/event';
import type { EngineCapabilities, EngineStatus } from '../../shared/engine/status';
import { toErrorData } from '../../shared/errors';
import type { BuildRequest, Engine } from '../engine';
import type { EngineHood } from '../hood';
import { pruneOurs } from '../prune';
import { buildImage } from './builder/build';
import { BuildCache } from './builder/cache';
import { BundledImages } from './bundled/bundled-images';
import { EmbeddedContainers } from './containers';
import { EventHub } from './event-hub';
import { GuestLayers } from './guest-layers';
import { EmbeddedImages } from './images';
import { Layers } from './layer/layers';
import { readAssets } from './machine/assets';
import { EmbeddedNetworks } from './networks/embedded-networks';
import { Networks } from './networks/networks';
import { collectGarbage } from './store/collect';
import { ImageStore } from './store/images';
import type { UpkeepAbility } from '../upkeep';
import { embeddedUpkeep } from './upkeep';
import type { VirtualMachineOptions } from './virtual-machine';
import { VirtualMachine } from './virtual-machine';
import { EmbeddedVolumes } from './volumes';
import { warmUp } from './warm-up';

/** What the embedded engine is made from. */
export interface EmbeddedEngineOptions extends Omit<VirtualMachineOptions, 'cache' | 'tidy' | 'onGone'> {
  /** Folder for everything it keeps: images, build cache, the machine's saved state. */
  readonly data: string;
  /** Folder of the machine's saved state, where it is another than `data`. */
  readonly states?: string;
  /** Bytes of build context that are still read. */
  readonly contextCap?: number;
  /** Bytes of images and build cache from which on the cache gives way, as it is set at the moment. */
  readonly storeCap?: () => number;
  /** Hosts from which the learner lets ADD fetch, as they are set at the moment. None by default. */
  readonly downloadHosts?: () => readonly string[];
}

/** What it can do. */
export const EMBEDDED_CAPABILITIES: EngineCapabilities = {
  build: true,
  buildkit: true,
  heredocs: true,
  secrets: true,
  platforms: false,
  run: true,
  detached: false,
  interactive: true,
  pause: true,
  stats: true,
  ports: true,
  networks: true,
  volumes: true,
  binds: false,
  healthchecks: true,
  limits: true,
  events: true,
  pull: false,
  push: false,
  load: true,
  compose: true,
  hood: true,
};

/** Small, always there, and what most labs stand on: its layer is at hand then. */
const WARM_UP_IMAGE = 'busybox:1.36';

const DEFAULT_STORE_CAP = 2 * 1024 * 1024 * 1024;
const DEFAULT_CONTEXT_CAP = 256 * 1024 * 1024;

/** The engine inside Drydock: a Linux kernel in WebAssembly, and a store of OCI images on disk. Nothing is installed. */
export class EmbeddedEngine implements Engine {
  readonly id = 'embedded';
  readonly kind = 'embedded';
  readonly images: EmbeddedImages;
  readonly containers: EmbeddedContainers;
  readonly networks: EmbeddedNetworks;
  readonly hood: EngineHood;
  readonly upkeep: UpkeepAbility;
  readonly volumes: EmbeddedVolumes;
  readonly #options: EmbeddedEngineOptions;
  readonly #store: ImageStore;
  readonly #bundled: BundledImages;
  readonly #machine: VirtualMachine;
  readonly #hub = new EventHub();
  readonly #parts;
  readonly #storeCap: () => number;
  #collecting: Promise<unknown> = Promise.resolve();

  constructor(options: EmbeddedEngineOptions) {
    this.#options = options;
    this.#storeCap = options.storeCap ?? (() => DEFAULT_STORE_CAP);
    this.#store = new ImageStore(join(options.data, 'images'));
    this.#bundled = new BundledImages(join(options.folders.guest, 'images'), this.#store);
    const guestLayers = new GuestLayers();
    const { blobs } = this.#store;
    const layers = new Layers(blobs);
    this.#machine = new VirtualMachine({
      ...options,
      cache: options.states ?? options.data,
      tidy: (guest) => guestLayers.trim(guest),
      onGone: () => {
        layers.forget();
      },
    });
    this.#parts = {
      machine: this.#machine,
      guestLayers,
      layers,
      blobs,
      cache: new BuildCache(join(options.data, 'build-cache'), blobs),
    };
    const { tell } = this.#hub;
    this.images = new EmbeddedImages(this.#store, this.#bundled, tell);
    const networks = new Networks();
    this.volumes = new EmbeddedVolumes(this.#machine, tell);
    this.containers = new EmbeddedContainers(
      { ...this.#parts, networks, volumes: this.volumes, tell },
      this.images,
    );
    this.networks = new EmbeddedNetworks(networks, this.containers, this.#machine, tell);
    this.upkeep = embeddedUpkeep({
      data: options.data,
      state: () => (!this.#machine.running ? 'off' : this.#machine.paused ? 'resting' : 'working'),
      cap: this.#storeCap,
      close: () => this.close(),
    });
    this.hood = {
      inspect: (container) => this.containers.inspectHood(container),
      playground: (owner) => this.containers.playground(owner),
    };
  }

  /** Wakes the machine. Rejects when it does not come up. */
  async wake(): Promise<void> {
    await this.#machine.use((guest) => guest.hello());
  }

  /** Wakes it and runs what makes the next step quick. */
  async prepare(): Promise<void> {
    if (this.#machine.running) return this.wake();
    await this.wake();
    await warmUp(this.#parts, await this.images.get(WARM_UP_IMAGE));
  }

  /** Derives the machine's saved state and puts it, compressed, into the folder of a package. */
  bake(folder: string): Promise<void> {
    return this.#machine.bake(folder);
  }

  async status(): Promise<EngineStatus> {
    const common = { id: this.id, kind: this.kind, name: 'Embedded', endpoint: 'inside Drydock' } as const;
    try {
      const { hash } = await readAssets(this.#options.folders);
      return {
        ...common,
        state: 'ready',
        version: hash.slice(0, 12),
        apiVersion: '1',
        platform: 'linux/386',
        capabilities: EMBEDDED_CAPABILITIES,
      };
    } catch (thrown) {
      const { message, remedy } = toErrorData(thrown);
      return {
        ...common,
        state: 'unavailable',
        reason: 'not-installed',
        message,
        remedy: remedy ?? 'Install Drydock again.',
      };
    }
  }

  build(request: BuildRequest, signal: AbortSignal): AsyncIterable<BuildEvent> {
    const parts = {
      ...this.#parts,
      findImage: (name: string) => this.#bundled.find(name),
      imageNames: async () => [
        ...new Set([
          ...(await this.#bundled.names()),
          ...(await this.#store.list()).flatMap((image) => image.tags),
        ]),
      ],
      addImage: (config: Parameters<ImageStore['add']>[0], name: string | undefined) =>
        this.#store.add(config, name),
      contextCap: this.#options.contextCap ?? DEFAULT_CONTEXT_CAP,
      downloadHosts: request.downloadHosts ?? this.#options.downloadHosts?.() ?? [],
    };
    return this.#collectAfter(buildImage(parts, request, signal));
  }

  events(signal: AbortSignal): AsyncIterable<EngineEvent> {
    return this.#hub.listen(signal);
  }

  prune(owner?: string): Promise<PruneReport> {
    return pruneOurs(this, owner);
  }

  /** What a build made may be too much: the oldest of the cache goes, after whoever waits for the build has it. */
  async *#collectAfter(build: AsyncIterable<BuildEvent>): AsyncGenerator<BuildEvent> {
    yield* build;
    this.#collecting = this.#collecting.then(
      () => collectGarbage(this.#store, this.#parts.cache, this.#storeCap()).catch(() => undefined), // the next one tries again
    );
  }

  async close(): Promise<void> {
    await this.#collecting;
    await this.containers.close();
    await this.#machine.stop();
  }
}
