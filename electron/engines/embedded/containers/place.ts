import { mountLayers } from '../builder/run-step';
import type { Guest } from '../guest';
import { GuestContainer } from '../guest-container';
import { nameServiceMounts } from '../name-service';
import type { ContainerParts } from './container';
import type { ContainerDefinition } from './definition';

/** Where a container is in the guest. It is put there once, by the first who needs it, and again into a new machine. */
export class Placement {
  readonly #put: (guest: Guest) => Promise<GuestContainer>;
  #current: GuestContainer | undefined;
  /** While it is being put into the guest, and afterwards. */
  #placing: { readonly guest: Guest; readonly made: Promise<GuestContainer> } | undefined;

  constructor(put: (guest: Guest) => Promise<GuestContainer>) {
    this.#put = put;
  }

  /** Undefined while nothing of it is in the guest. */
  get current(): GuestContainer | undefined {
    return this.#current;
  }

  in(guest: Guest): Promise<GuestContainer> {
    const placed = this.#placing;
    if (placed?.guest === guest) return placed.made; // else it was in a machine that is gone
    const made = this.#put(guest).then(
      (container) => (this.#current = container),
      (thrown: unknown) => {
        this.#placing = undefined;
        throw thrown;
      },
    );
    this.#placing = { guest, made };
    return made;
  }

  /** It is in the guest no more. */
  forget(): void {
    this.#current = this.#placing = undefined;
  }
}

/** What is put into a guest. */
export interface Placed {
  readonly id: string;
  readonly definition: ContainerDefinition;
  readonly privileged: boolean;
}

/** Puts a container into the guest, with its files, limits and networks; nothing of it runs yet. */
export async function place(
  guest: Guest,
  parts: ContainerParts,
  { id, definition, privileged }: Placed,
): Promise<GuestContainer> {
  const { hostname, spec, image, limits, guestMounts } = definition;
  const addresses = parts.networks.attachmentsOf(id).flatMap(({ address }) => address ?? []);
  const made = await GuestContainer.create(guest, {
    layers: await mountLayers(guest, parts, image.config.rootfs.diff_ids),
    hostname,
    mounts: [...nameServiceMounts(hostname, addresses), ...guestMounts],
    ...limits,
    ...(spec.readOnlyRoot && { readonly: true }),
    ...(privileged && { privileged }),
  });
  await parts.networks.plug(guest, made, id);
  return made;
}
