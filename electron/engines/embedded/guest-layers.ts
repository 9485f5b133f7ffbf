import type { Guest } from './guest';
import { field } from './protocol/fields';
import { REQUEST, TAG } from './protocol/numbers';
import type { Digest } from './store/digest';
import { hexOf } from '../../shared/engine/digest';

/** Bytes of layers that a guest keeps at hand for the next build; above it those go that were not used for longest. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** How many at most: the guest has some pages for each, however small it is. */
const KEPT_LAYERS = 100;

interface KnownLayer {
  readonly name: Promise<string>;
  /** Bytes that it takes of the computer's memory, or of the guest's. */
  bytes: number;
  /** Whether it lies as a file in the file system that host and guest share. */
  readonly file: boolean;
}

/** The layers that a guest has, by the digests of their tars; what was used last comes last. */
export class GuestLayers {
  readonly #guests = new WeakMap<Guest, Map<Digest, KnownLayer>>();
  /** What is being dropped in a guest: it is waited for before the same layer is mounted again. */
  readonly #dropping = new WeakMap<Guest, Promise<void>>();

  /** The layer's name in the guest; `image` gives it as an EROFS image where it is not mounted yet. */
  mount(guest: Guest, diffId: Digest, image: () => Promise<Uint8Array>): Promise<string> {
    const known = this.#known(guest);
    const layer = known.get(diffId);
    known.delete(diffId);
    if (layer) {
      known.set(diffId, layer);
      return layer.name;
    }
    const mounting = this.#mountImage(guest, diffId, image);
    const added: KnownLayer = { name: mounting.then(({ name }) => name), bytes: 0, file: true };
    mounting.then(
      ({ bytes }) => (added.bytes = bytes),
      () => known.delete(diffId), // whoever asked hears of it; the next one tries again
    );
    known.set(diffId, added);
    return added.name;
  }

  /** What a container changed, a tar of so many bytes, becomes the layer of that digest, without a copy. */
  async keep(guest: Guest, diffId: Digest, container: string, bytes: number): Promise<void> {
    const known = this.#known(guest);
    if (known.has(diffId)) {
      await guest.ask(REQUEST.remove, [field(TAG.container, container)]);
      return;
    }
    // Known from now on: two builds may make the same layer at the same time, and the guest has one place for it.
    const keeping = this.#keepAs(guest, layerName(diffId), container);
    known.set(diffId, { name: keeping, bytes, file: false });
    try {
      await keeping;
    } catch (thrown) {
      known.delete(diffId);
      throw thrown;
    }
  }

  /** Drops what was not used for longest, until little enough is left. Only while nothing in the guest uses layers. */
  async trim(guest: Guest, most = KEPT_BYTES, mostLayers = KEPT_LAYERS): Promise<void> {
    const known = this.#known(guest);
    const dropped: KnownLayer[] = [];
    let bytes = [...known.values()].reduce((sum, layer) => sum + layer.bytes, 0);
    for (const [diffId, layer] of known) {
      if (bytes <= most && known.size <= mostLayers) break;
      known.delete(diffId);
      bytes -= layer.bytes;
      dropped.push(layer);
    }
    if (dropped.length === 0) return;
    const dropping = dropAll(guest, dropped);
    this.#dropping.set(
      guest,
      dropping.catch(() => undefined), // whoever trims hears of it
    );
    await dropping;
  }

  #known(guest: Guest): Map<Digest, KnownLayer> {
    let known = this.#guests.get(guest);
    if (!known) {
      known = new Map();
      this.#guests.set(guest, known);
    }
    return known;
  }

  async #keepAs(guest: Guest, name: string, container: string): Promise<string> {
    await this.#dropping.get(guest);
    await guest.ask(REQUEST.keep, [field(TAG.container, container), field(TAG.name, name)]);
    return name;
  }

  async #mountImage(
    guest: Guest,
    diffId: Digest,
    image: () => Promise<Uint8Array>,
  ): Promise<{ readonly name: string; readonly bytes: number }> {
    const name = layerName(diffId);
    const file = await image();
    await this.#dropping.get(guest);
    await guest.putFile(fileOf(name), file);
    await guest.ask(REQUEST.mount, [field(TAG.name, name), field(TAG.file, fileOf(name))]);
    return { name, bytes: file.length };
  }
}

async function dropAll(guest: Guest, layers: readonly KnownLayer[]): Promise<void> {
  for (const layer of layers) {
    const name = await layer.name;
    await guest.ask(REQUEST.drop, [field(TAG.name, name)]);
    if (layer.file) await guest.removeFile(fileOf(name));
  }
}

function fileOf(name: string): string {
  return `${name}.erofs`;
}

/** The layer's name in the guest. Short, since the kernel takes the names of all layers of an overlay on one page. */
export function layerName(diffId: Digest): string {
  return hexOf(diffId).slice(0, 16);
}
