import { createReadStream } from 'node:fs';
import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from '../../shared/engine/image';
import type { ImageDifference, ImageLayers } from '../../shared/engine/layer';
import type { TransferEvent } from '../../shared/engine/transfer';
import type { ImageReference } from '../../shared/dockerfile/analysis/image-reference';
import { parseImageReference } from '../../shared/dockerfile/analysis/image-reference';
import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';
import { ImageReader } from '../image-archive/image-reader';
import type { ReadableImage } from '../image-archive/image-reading';
import { writeArchive } from '../image-archive/write-archive';
import { withHealthcheck } from '../podman/image-health';
import type { EngineImages, ReadingOptions, TransferRequest } from '../images';
import type { Client, Connection } from './client';
import { stream } from './client';
import { engineWords, statusOf } from './errors';
import type { RawHistory } from './image-data';
import { familiarName, toDetails, toHistoryEntry, toSummary } from './image-data';
import { readTransfer, registryHeader, transferRemedy } from './transfer';

/** The images of an engine that speaks Docker's API; see `EngineImages`. */
export class DockerImages implements EngineImages {
  readonly #client: Client;
  readonly #reader: ImageReader;

  constructor(client: Client) {
    this.#client = client;
    this.#reader = new ImageReader(async (id, signal) => {
      const { docker } = await client.connect();
      return stream(docker, { path: `/images/${id}/get`, method: 'GET', signal });
    });
  }

  list(): Promise<readonly ImageSummary[]> {
    return this.#client.ask({ doing: 'list its images' }, async ({ docker }) => {
      return (await docker.listImages()).map(toSummary).sort((a, b) => b.created.localeCompare(a.created));
    });
  }

  inspect(reference: string): Promise<ImageDetails> {
    return this.#ask('inspect', reference, async ({ docker }) =>
      toDetails(await withHealthcheck(this.#client.endpoint, await docker.getImage(reference).inspect())),
    );
  }

  history(reference: string): Promise<readonly HistoryEntry[]> {
    return this.#ask('read the history of', reference, async ({ docker }) => {
      const history = (await docker.getImage(reference).history()) as RawHistory[];
      return history.map(toHistoryEntry);
    });
  }

  tag(reference: string, name: string): Promise<void> {
    return this.#ask('tag', reference, async ({ docker }) => {
      const image = docker.getImage(reference);
      const { Id: id } = await image.inspect();
      const other = await docker
        .getImage(name)
        .inspect()
        .then(toDetails, () => undefined); // the name is free, which is the usual case
      if (other && other.id !== id && !other.ours) {
        throw new DrydockError({
          kind: 'refused',
          message: `Another image, which Drydock did not build, has the name ${name}.`,
          remedy: 'Choose another name.',
        });
      }
      const { familiar, tag = 'latest' } = parseName(name);
      await image.tag({ repo: familiar, tag });
    });
  }

  remove(reference: string): Promise<void> {
    return this.#ask('remove', reference, async ({ docker }) => {
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

  files(reference: string, layer?: number, options?: ReadingOptions): Promise<readonly ImageFile[]> {
    return this.#read('read the files of', reference, (image) => this.#reader.files(image, layer, options));
  }

  readFile(
    reference: string,
    path: string,
    options: { layer?: number; cap?: number } = {},
  ): Promise<Uint8Array> {
    return this.#read('read a file of', reference, (image) => this.#reader.read(image, path, options));
  }

  layers(reference: string, options?: ReadingOptions): Promise<ImageLayers> {
    return this.#read('read the layers of', reference, (image) => this.#reader.summary(image, options));
  }

  diff(before: string, after: string): Promise<readonly ImageDifference[]> {
    return this.#read('compare', before, (from) =>
      this.#read('compare', after, (to) => this.#reader.diff(from, to)),
    );
  }

  save(references: readonly string[], file: string, signal?: AbortSignal): Promise<void> {
    const subject = references.join(', ');
    return this.#ask(
      'save',
      subject,
      async (connection) => {
        // An unknown image must not leave a file behind.
        for (const reference of references) await connection.docker.getImage(reference).inspect();
        const answer = await stream(connection.docker, {
          path: '/images/get',
          method: 'GET',
          query: { names: references },
          ...(signal && { signal }),
        });
        await writeArchive(answer, file);
      },
      signal,
    );
  }

  async load(file: string, signal?: AbortSignal): Promise<readonly string[]> {
    const loaded: string[] = [];
    const request = { path: '/images/load', method: 'POST', query: { quiet: '1' } } as const;
    for await (const { text } of this.#send('load', file, request, signal)) {
      const names = /^Loaded image(?: ID)?: (.+)$/.exec(text)?.[1];
      if (names !== undefined) loaded.push(...names.split(',').map((name) => familiarName(name.trim())));
    }
    if (loaded.length > 0) return loaded;
    throw new DrydockError({
      kind: 'engine-failed',
      message: `The engine found no image in ${file}.`,
      remedy: 'Give a file that "drydock save", "docker save" or "podman save" wrote.',
    });
  }

  async import(
    file: string,
    image: { readonly name: string; readonly owner: string; readonly changes?: readonly string[] },
    signal?: AbortSignal,
  ): Promise<string> {
    const { familiar, tag = 'latest' } = parseName(image.name);
    const changes = [`LABEL ${OURS_LABEL}=${JSON.stringify(image.owner)}`, ...(image.changes ?? [])];
    const query = { fromSrc: '-', repo: familiar, tag, changes };
    const request = { path: '/images/create', method: 'POST', query } as const;
    for await (const event of this.#send('import', file, request, signal)) void event;
    return (await this.inspect(image.name)).id;
  }

  pull(reference: string, request: TransferRequest = {}): AsyncIterable<TransferEvent> {
    const { familiar, tag = 'latest', digest } = parseName(reference);
    const query = {
      fromImage: familiar,
      tag: digest ?? tag,
      ...(request.platform !== undefined && { platform: request.platform }),
    };
    return this.#transfer('pull', reference, '/images/create', query, request);
  }

  push(reference: string, request: Omit<TransferRequest, 'platform'> = {}): AsyncIterable<TransferEvent> {
    const { familiar, tag = 'latest' } = parseName(reference);
    return this.#transfer('push', reference, `/images/${familiar}/push`, { tag }, request);
  }

  async *#transfer(
    verb: string,
    reference: string,
    path: string,
    query: Readonly<Record<string, string>>,
    { credentials, signal }: TransferRequest,
  ): AsyncGenerator<TransferEvent> {
    const doing = `${verb} the image ${reference}`;
    const headers = registryHeader(credentials, parseName(reference).domain);
    yield* this.#client.stream({ doing, signal }, async ({ docker }) => {
      const request = { path, method: 'POST', query, headers, ...(signal && { signal }) } as const;
      const answer = await stream(docker, request).catch((thrown: unknown) => {
        if (statusOf(thrown) === undefined) throw thrown;
        const words = engineWords(thrown);
        throw new DrydockError(
          {
            kind: 'engine-failed',
            message: `The engine could not ${doing}: ${words}`,
            remedy: transferRemedy(words),
          },
          { cause: thrown },
        );
      });
      return readTransfer(answer, doing);
    });
  }

  /** Sends a file and reads what the engine says to it. */
  #send(
    verb: string,
    file: string,
    request: {
      readonly path: string;
      readonly method: 'POST';
      readonly query: Readonly<Record<string, string | readonly string[]>>;
    },
    signal: AbortSignal | undefined,
  ): AsyncIterable<TransferEvent> {
    const doing = `${verb} ${file}`;
    return this.#client.stream({ doing, signal }, async ({ docker }) => {
      const body = createReadStream(file);
      await new Promise<void>((resolve, reject) =>
        body.once('open', () => resolve()).once('error', reject),
      ).catch((cause: unknown) => {
        throw new DrydockError(
          {
            kind: 'not-found',
            message: `${file} cannot be read.`,
            remedy: 'Check that the file exists and that you may read it.',
          },
          { cause },
        );
      });
      return readTransfer(await stream(docker, { ...request, body, ...(signal && { signal }) }), doing);
    });
  }

  #read<T>(verb: string, reference: string, reading: (image: ReadableImage) => Promise<T>): Promise<T> {
    return this.#ask(verb, reference, async ({ docker }) =>
      reading(toDetails(await docker.getImage(reference).inspect())),
    );
  }

  #ask<T>(
    verb: string,
    reference: string,
    asking: (connection: Connection) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const question = { doing: `${verb} the image ${reference}`, subject: `image ${reference}`, signal };
    return this.#client.ask(question, asking);
  }
}

function parseName(reference: string): ImageReference {
  const parsed = parseImageReference(reference);
  if (parsed) return parsed;
  throw new DrydockError({
    kind: 'invalid-input',
    message: `"${reference}" is not the name of an image.`,
    remedy: 'Write it like name:tag, with lower-case letters.',
  });
}
