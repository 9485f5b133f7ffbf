import { mountLayers } from '../builder/run-step';
import type { Guest } from '../guest';
import { GuestContainer } from '../guest-container';
import { nameServiceMounts } from '../name-service';
import type { ContainerParts } from './container';
import type { ContainerDefinition } from './definition';

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
