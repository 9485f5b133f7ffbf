import type { Guest } from './guest';
import type { Digest } from './store/digest';
import { hexOf } from './store/digest';
import { field } from './protocol/fields';
import { REQUEST, TAG } from './protocol/numbers';

/** The layers that a guest has mounted, by the digests of their tars. */
export class GuestLayers {
  readonly #mounted = new WeakMap<Guest, Map<Digest, Promise<string>>>();

  /** The layer's name in the guest; `image` gives it as an EROFS image where it is not mounted yet. */
  mount(guest: Guest, diffId: Digest, image: () => Promise<Uint8Array>): Promise<string> {
    const known = this.#known(guest);
    let name = known.get(diffId);
    if (!name) {
      name = mountImage(guest, diffId, image);
      name.catch(() => known.delete(diffId)); // whoever asked hears of it; the next one tries again
      known.set(diffId, name);
    }
    return name;
  }

  /** What a container changed becomes the layer of that digest, without a copy. The container is gone then. */
  async keep(guest: Guest, diffId: Digest, container: string): Promise<void> {
    const known = this.#known(guest);
    if (known.has(diffId)) {
      await guest.ask(REQUEST.remove, [field(TAG.container, container)]);
      return;
    }
    const name = layerName(diffId);
    await guest.ask(REQUEST.keep, [field(TAG.container, container), field(TAG.name, name)]);
    known.set(diffId, Promise.resolve(name));
  }

  #known(guest: Guest): Map<Digest, Promise<string>> {
    let known = this.#mounted.get(guest);
    if (!known) {
      known = new Map();
      this.#mounted.set(guest, known);
    }
    return known;
  }
}

async function mountImage(guest: Guest, diffId: Digest, image: () => Promise<Uint8Array>): Promise<string> {
  const name = layerName(diffId);
  await guest.putFile(`${name}.erofs`, await image());
  await guest.ask(REQUEST.mount, [field(TAG.name, name), field(TAG.file, `${name}.erofs`)]);
  return name;
}

/** The layer's name in the guest. Short, since the kernel takes the names of all layers of an overlay on one page. */
export function layerName(diffId: Digest): string {
  return hexOf(diffId).slice(0, 16);
}
