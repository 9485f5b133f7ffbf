import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { HistoryEntry, ImageDetails, ImageFile, ImageSummary } from '../../shared/engine/image';
import type { ImageDifference, ImageLayers } from '../../shared/engine/layer';
import type { TransferEvent } from '../../shared/engine/transfer';
import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';
import { ImageReader } from '../image-archive/image-reader';
import { writeArchive } from '../image-archive/write-archive';
import type { EngineImages, ReadingOptions } from '../images';
import type { BundledImages } from './bundled/bundled-images';
import type { Happening } from './event-hub';
import { toDetails, toHistory, toSummary } from './image-views';
import { importedConfig } from './import-image';
import type { ImageStore, StoredImage } from './store/images';
import { loadImages } from './store/load';
import { canonicalName } from './store/reference';
import { saveImages } from './store/save';
import { unsupported } from './unsupported';

/** The images of the embedded engine: its own store, and what comes with Drydock. */
export class EmbeddedImages implements EngineImages {
  readonly #store: ImageStore;
  readonly #bundled: BundledImages;
  readonly #reader: ImageReader;
  readonly #tell: (happening: Happening) => void;

  constructor(store: ImageStore, bundled: BundledImages, tell: (happening: Happening) => void) {
    this.#tell = tell;
    this.#store = store;
    this.#bundled = bundled;
    this.#reader = new ImageReader(async (id) => saveImages(store, [await this.get(id)]));
  }

  /** The image of that reference. Throws `not-found` with what there is. */
  async get(reference: string): Promise<StoredImage> {
    const image = await this.#bundled.find(reference);
    if (image) return image;
    const names = [
      ...new Set([
        ...(await this.#bundled.names()),
        ...(await this.#store.list()).flatMap((each) => each.tags),
      ]),
    ];
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no image ${reference} in the embedded engine.`,
      remedy: `Build it, load it, or use one of these: ${names.sort().join(', ')}.`,
    });
  }

  async list(): Promise<readonly ImageSummary[]> {
    const [stored, bundled] = await Promise.all([this.#store.list(), this.#bundled.list()]);
    const named = new Set(stored.flatMap((image) => image.tags));
    const others = bundled.filter((image) => !image.tags.some((tag) => named.has(tag)));
    return [...stored, ...others].map(toSummary).sort((a, b) => b.created.localeCompare(a.created));
  }

  async inspect(reference: string): Promise<ImageDetails> {
    return toDetails(await this.get(reference));
  }

  async history(reference: string): Promise<readonly HistoryEntry[]> {
    return toHistory(await this.get(reference));
  }

  async tag(reference: string, name: string): Promise<void> {
    const image = await this.get(reference);
    if (canonicalName(name) === undefined) {
      throw new DrydockError({
        kind: 'invalid-input',
        message: `"${name}" is not the name of an image.`,
        remedy: 'Write it like name:tag, with lower-case letters.',
      });
    }
    const holder = await this.#bundled.find(name);
    if (holder && holder.id !== image.id && !isOurs(holder)) throw notOurs(name, 'give its name to another');
    await this.#store.name(image, name);
    this.#tell({ subject: 'image', action: 'tagged', id: image.id, name, ours: isOurs(image) });
  }

  async remove(reference: string): Promise<void> {
    const image = await this.get(reference);
    if (!isOurs(image)) throw notOurs(reference, 'remove it');
    await this.#store.remove(reference);
    this.#tell({ subject: 'image', action: 'removed', id: image.id, name: reference, ours: true });
  }

  async files(reference: string, layer?: number, options?: ReadingOptions): Promise<readonly ImageFile[]> {
    return this.#reader.files(await this.inspect(reference), layer, options);
  }

  async readFile(
    reference: string,
    path: string,
    options: { readonly layer?: number; readonly cap?: number } = {},
  ): Promise<Uint8Array> {
    return this.#reader.read(await this.inspect(reference), path, options);
  }

  async layers(reference: string, options?: ReadingOptions): Promise<ImageLayers> {
    return this.#reader.summary(await this.inspect(reference), options);
  }

  async diff(before: string, after: string): Promise<readonly ImageDifference[]> {
    return this.#reader.diff(await this.inspect(before), await this.inspect(after));
  }

  async save(references: readonly string[], file: string): Promise<void> {
    const images = await Promise.all(references.map((reference) => this.get(reference)));
    await writeArchive(saveImages(this.#store, images), file);
  }

  async load(file: string): Promise<readonly string[]> {
    const images = await loadImages(this.#store, await openFile(file));
    for (const image of images) {
      const name = image.tags[0] ?? image.id;
      this.#tell({ subject: 'image', action: 'loaded', id: image.id, name, ours: isOurs(image) });
    }
    return images.flatMap((image) => (image.tags.length > 0 ? image.tags : [image.id]));
  }

  async import(
    file: string,
    image: { readonly name: string; readonly owner: string; readonly changes?: readonly string[] },
  ): Promise<string> {
    await openFile(file); // says it when the file is not there
    const bytes = await readFile(file);
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const layer = await this.#store.blobs.put(zipped ? gunzipSync(bytes) : bytes);
    const config = importedConfig(layer, image.changes ?? [], { [OURS_LABEL]: image.owner });
    return (await this.#store.add(config, image.name)).id;
  }

  // eslint-disable-next-line require-yield -- it only says that it cannot be done
  async *pull(reference: string): AsyncGenerator<TransferEvent> {
    throw unsupported(
      `fetch ${reference}: it has no network`,
      'Use an image that is there, or load one from a file.',
    );
  }

  // eslint-disable-next-line require-yield -- it only says that it cannot be done
  async *push(reference: string): AsyncGenerator<TransferEvent> {
    throw unsupported(`send ${reference}: it has no network`, 'Save the image to a file instead.');
  }
}

async function openFile(file: string): Promise<AsyncIterable<Uint8Array>> {
  const stream = createReadStream(file);
  await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject)).catch(
    (cause: unknown) => {
      throw new DrydockError(
        {
          kind: 'not-found',
          message: `${file} cannot be read.`,
          remedy: 'Check that the file exists and that you may read it.',
        },
        { cause },
      );
    },
  );
  return stream as AsyncIterable<Uint8Array>;
}

function isOurs(image: StoredImage): boolean {
  return image.config.config?.Labels?.[OURS_LABEL] !== undefined;
}

function notOurs(reference: string, verb: string): DrydockError {
  return new DrydockError({
    kind: 'refused',
    message: `The image ${reference} was not built by Drydock, so Drydock does not ${verb}.`,
    remedy: 'Images that come with Drydock stay; they take little room.',
  });
}
