import type { BuildEvent } from '../../shared/engine/build';
import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from '../../shared/engine/image';
import type { EngineKind, EngineStatus } from '../../shared/engine/status';
import { DrydockError } from '../../shared/errors';
import type { BuildRequest, Engine, RunRequest, RunResult } from '../engine';
import type { BuilderTraits } from './build/build';
import { buildImage } from './build/build';
import type { Connection } from './client';
import { Client, olderVersion } from './client';
import type { Endpoint } from './endpoint';
import { engineWords, explainUnavailable, isConnectionError, toEngineError } from './errors';
import type { RawHistory } from './images';
import { toDetails, toHistoryEntry, toSummary } from './images';
import { Layers, writeArchive } from './layers';
import { runContainer } from './run';

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
  readonly #client: Client;
  readonly #options: DockerEngineOptions;
  readonly #layers: Layers;

  constructor(endpoint: Endpoint, options: DockerEngineOptions = {}) {
    this.id = endpoint.id;
    this.kind = endpoint.kind;
    this.#client = new Client(endpoint);
    this.#options = options;
    this.#layers = new Layers(async (id) => (await this.#client.connect()).docker.getImage(id).get());
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
        capabilities: {
          build: true,
          buildkit: builder === 'buildkit',
          heredocs,
          secrets: false,
          run: true,
          pull: false,
          compose: false,
        },
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

  listImages(): Promise<readonly ImageSummary[]> {
    return this.#ask({ doing: 'list its images' }, async ({ docker }) => {
      return (await docker.listImages()).map(toSummary).sort((a, b) => b.created.localeCompare(a.created));
    });
  }

  inspectImage(reference: string): Promise<ImageDetails> {
    return this.#askImage('inspect', reference, async ({ docker }) =>
      toDetails(await docker.getImage(reference).inspect()),
    );
  }

  imageHistory(reference: string): Promise<readonly HistoryEntry[]> {
    return this.#askImage('read the history of', reference, async ({ docker }) => {
      const history = (await docker.getImage(reference).history()) as RawHistory[];
      return history.map(toHistoryEntry);
    });
  }

  removeImage(reference: string): Promise<void> {
    return this.#askImage('remove', reference, async ({ docker }) => {
      const image = docker.getImage(reference);
      if (!toDetails(await image.inspect()).ours) {
        throw new DrydockError({
          kind: 'refused',
          message: `The image ${reference} was not built by Drydock, so Drydock does not remove it.`,
          remedy: `Remove it with the engine's own command if you want it gone.`,
        });
      }
      await image.remove();
    });
  }

  imageFiles(reference: string, layer?: number): Promise<readonly ImageFile[]> {
    return this.#askImage('read the files of', reference, async (connection) =>
      this.#layers.files(await imageId(connection, reference), layer),
    );
  }

  readImageFile(
    reference: string,
    path: string,
    options: { layer?: number; cap?: number } = {},
  ): Promise<Uint8Array> {
    return this.#askImage('read a file of', reference, async (connection) =>
      this.#layers.read(await imageId(connection, reference), path, options),
    );
  }

  saveImage(reference: string, file: string): Promise<void> {
    return this.#askImage('save', reference, async (connection) => {
      await imageId(connection, reference); // an unknown image must not leave a file behind
      await writeArchive(await connection.docker.getImage(reference).get(), file);
    });
  }

  run(request: RunRequest): Promise<RunResult> {
    return this.#askImage('run a container of', request.image, (connection) =>
      runContainer(connection, request),
    );
  }

  close(): Promise<void> {
    this.#client.reset();
    return Promise.resolve();
  }

  get #contextCap(): number {
    return this.#options.contextCap ?? DEFAULT_CONTEXT_CAP;
  }

  #traits(connection: Connection): BuilderTraits {
    const wanted = this.#options.builder ?? 'auto';
    const buildkit = connection.buildkit && wanted !== 'classic';
    return {
      builder: buildkit ? 'buildkit' : 'classic',
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

  #askImage<T>(
    doing: string,
    reference: string,
    question: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    return this.#ask({ doing: `${doing} the image ${reference}`, subject: `image ${reference}` }, question);
  }

  async #ask<T>(
    context: { doing: string; subject?: string },
    question: (connection: Connection) => Promise<T>,
  ): Promise<T> {
    try {
      return await question(await this.#client.connect());
    } catch (thrown) {
      if (isConnectionError(thrown)) this.#client.reset();
      throw toEngineError(thrown, this.#client.endpoint, context);
    }
  }
}

async function imageId({ docker }: Connection, reference: string): Promise<string> {
  return (await docker.getImage(reference).inspect()).Id;
}
