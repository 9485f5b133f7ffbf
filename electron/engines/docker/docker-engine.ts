import type { BuildEvent } from '../../shared/engine/build';
import type { EngineEvent, PruneReport } from '../../shared/engine/event';
import type { EngineCapabilities, EngineKind, EngineStatus } from '../../shared/engine/status';
import { DrydockError } from '../../shared/errors';
import type { BuildRequest, Engine } from '../engine';
import { pruneOurs } from '../prune';
import { buildImage } from './build/build';
import type { BuilderTraits } from './build/traits';
import type { Connection } from './client';
import { Client, olderVersion, stream } from './client';
import { DockerContainers } from './containers';
import type { Endpoint } from './endpoint';
import { isLocal } from './endpoint';
import { engineWords, explainUnavailable } from './errors';
import { readEvents } from './events';
import { DockerImages } from './images';
import { DockerNetworks } from './networks';
import { DockerVolumes } from './volumes';

/** Choices a caller may make; the defaults are what a learner wants. */
export interface DockerEngineOptions {
  /** `auto` takes BuildKit where the engine has it. */
  readonly builder?: 'auto' | 'buildkit' | 'classic';
  /** Bytes of build context that are still sent. */
  readonly contextCap?: number;
}

/** The API version of Docker 23, the first whose own frontend knows here-documents. */
const HEREDOC_API = '1.42';

const DEFAULT_CONTEXT_CAP = 1024 ** 3;

/** An engine that speaks Docker's API: Docker itself, on this machine or another, and Podman's compatible service. */
export class DockerEngine implements Engine {
  readonly id: string;
  readonly kind: EngineKind;
  readonly images: DockerImages;
  readonly containers: DockerContainers;
  readonly networks: DockerNetworks;
  readonly volumes: DockerVolumes;
  readonly #client: Client;
  readonly #options: DockerEngineOptions;

  constructor(endpoint: Endpoint, options: DockerEngineOptions = {}) {
    this.id = endpoint.id;
    this.kind = endpoint.kind;
    this.#client = new Client(endpoint);
    this.#options = options;
    this.images = new DockerImages(this.#client);
    this.containers = new DockerContainers(this.#client);
    this.networks = new DockerNetworks(this.#client);
    this.volumes = new DockerVolumes(this.#client);
  }

  async status(): Promise<EngineStatus> {
    const { endpoint } = this.#client;
    const common = { id: this.id, kind: this.kind, name: endpoint.name, endpoint: endpoint.address };
    try {
      const connection = await this.#client.connect();
      const version = await connection.docker.version();
      const { builder, heredocs } = this.#traits(connection);
      return {
        ...common,
        state: 'ready',
        version: version.Version,
        apiVersion: connection.apiVersion,
        platform: `${version.Os}/${version.Arch}`,
        capabilities: this.#capabilities(builder === 'buildkit', heredocs),
      };
    } catch (thrown) {
      this.#client.reset();
      return { ...common, state: 'unavailable', ...this.#unavailable(thrown) };
    }
  }

  async *build(request: BuildRequest, signal: AbortSignal): AsyncGenerator<BuildEvent> {
    let traits: BuilderTraits = { builder: 'classic', heredocs: false, contextCap: this.#contextCap };
    try {
      traits = this.#traits(await this.#client.connect());
    } catch {
      // Nobody answers: the build itself finds that out again and says so as its last event.
    }
    yield* buildImage(this.#client, request, traits, signal);
  }

  events(signal: AbortSignal): AsyncIterable<EngineEvent> {
    return this.#client.stream({ doing: 'tell its events', signal }, async ({ docker }) => {
      const filters = JSON.stringify({ type: ['container', 'image', 'network', 'volume'] });
      return readEvents(await stream(docker, { path: '/events', method: 'GET', query: { filters }, signal }));
    });
  }

  prune(owner?: string): Promise<PruneReport> {
    return pruneOurs(this, owner);
  }

  close(): Promise<void> {
    this.#client.reset();
    return Promise.resolve();
  }

  #capabilities(buildkit: boolean, heredocs: boolean): EngineCapabilities {
    const local = isLocal(this.#client.endpoint);
    return {
      build: true,
      buildkit,
      heredocs,
      secrets: buildkit,
      platforms: buildkit,
      run: true,
      detached: true,
      interactive: true,
      pause: true,
      stats: true,
      ports: local,
      networks: true,
      volumes: true,
      binds: local,
      healthchecks: true,
      limits: true,
      events: true,
      pull: true,
      push: true,
      load: true,
      compose: true,
      hood: false, // the kernel is not ours: its files are another's, often another machine's
    };
  }

  get #contextCap(): number {
    return this.#options.contextCap ?? DEFAULT_CONTEXT_CAP;
  }

  #traits(connection: Connection): BuilderTraits {
    const wanted = this.#options.builder ?? 'auto';
    const buildkit = connection.buildkit && wanted !== 'classic';
    return {
      builder: this.kind === 'podman' ? 'podman' : buildkit ? 'buildkit' : 'classic',
      heredocs: buildkit && olderVersion(connection.apiVersion, HEREDOC_API) === HEREDOC_API,
      contextCap: this.#contextCap,
    };
  }

  #unavailable(thrown: unknown) {
    if (thrown instanceof DrydockError && thrown.cause !== undefined) {
      return explainUnavailable(thrown.cause, this.#client.endpoint, process.platform);
    }
    if (/client version .* is too (old|new)/i.test(engineWords(thrown))) {
      return {
        reason: 'too-new' as const,
        message: `This engine no longer speaks an API version that Drydock knows: ${engineWords(thrown)}`,
        remedy: 'Update Drydock.',
      };
    }
    return explainUnavailable(thrown, this.#client.endpoint, process.platform);
  }
}
