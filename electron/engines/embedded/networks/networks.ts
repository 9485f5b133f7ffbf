import type { NetworkAttachment } from '../../../shared/engine/container';
import type { NetworkSpec } from '../../../shared/engine/network';
import { DrydockError } from '../../../shared/errors';
import type { Guest } from '../guest';
import type { GuestContainer } from '../guest-container';
import { GuestError } from '../guest-error';
import { ERRNO } from '../guest-error';
import { readQuestion, reverseAddress, writeAnswer } from './names';
import { Network } from './network';

/** Second numbers of the addresses that networks get; Docker's default network has the first. */
const FIRST_NUMBER = 17;
const LAST_NUMBER = 31;

/** The networks of the embedded engine, who is on them, and how that comes about in the guest. */
export class Networks {
  readonly #networks = new Map<string, Network>();
  /** Names of containers by id. */
  readonly #names = new Map<string, string>();
  /** Bridges that a guest has. */
  readonly #bridges = new WeakMap<Guest, Map<string, Promise<void>>>();
  /** Interfaces of a container in its guest, by network. */
  readonly #plugged = new WeakMap<GuestContainer, Map<string, string>>();
  /** Ids of containers by their names in the guest. */
  readonly #inGuest = new Map<string, string>();

  constructor() {
    const bridge = new Network(FIRST_NUMBER);
    this.#networks.set(bridge.id, bridge);
  }

  all(): Network[] {
    return [...this.#networks.values()];
  }

  /** By id, by name, or by the beginning of an id. Throws `not-found`. */
  find(reference: string): Network {
    const all = this.all();
    const found =
      this.#networks.get(reference) ??
      all.find(({ name }) => name === reference) ??
      (/^[0-9a-f]{6,}$/.test(reference) ? all.find(({ id }) => id.startsWith(reference)) : undefined);
    if (found) return found;
    throw new DrydockError({
      kind: 'not-found',
      message: `There is no network ${reference} in the embedded engine.`,
      remedy: 'Make it first, or look at the list of networks.',
    });
  }

  create(spec: NetworkSpec): Network {
    if (spec.name === 'none' || spec.name === 'host' || this.all().some(({ name }) => name === spec.name)) {
      throw conflict(`There is a network ${spec.name} already.`, 'Choose another name, or use that network.');
    }
    const network = new Network(this.#freeNumber(), spec);
    this.#networks.set(network.id, network);
    return network;
  }

  /** Takes it away; the guest's bridge, where there is one, with `remove`. Throws `refused` and `conflict`. */
  async remove(reference: string, guest: Guest | undefined): Promise<void> {
    const network = this.find(reference);
    if (!network.spec) {
      throw new DrydockError({
        kind: 'refused',
        message: `The network ${network.name} is the engine's own.`,
        remedy: 'Leave it: containers are on it unless they ask for another.',
      });
    }
    if (network.members.size > 0) {
      const users = [...network.members.keys()].map((id) => this.#names.get(id) ?? id).join(', ');
      throw conflict(`The network ${network.name} is used by ${users}.`, 'Remove these containers first.');
    }
    this.#networks.delete(network.id);
    const bridges = guest && this.#bridges.get(guest);
    if (bridges?.delete(network.id)) await guest?.removeNetwork(network.bridge);
  }

  /** Puts a container on a network. Throws `conflict` when it is on it already. */
  join(
    reference: string,
    container: { readonly id: string; readonly name: string },
    aliases: readonly string[],
  ): void {
    const network = this.find(reference);
    if (network.members.has(container.id)) {
      throw conflict(
        `The container ${container.name} is on the network ${network.name} already.`,
        'Leave it.',
      );
    }
    this.#names.set(container.id, container.name);
    network.join(container.id, aliases);
  }

  rename(id: string, name: string): void {
    if (this.#names.has(id)) this.#names.set(id, name);
  }

  attachmentsOf(id: string): NetworkAttachment[] {
    return this.#of(id).map((network) => {
      const { address, aliases } = network.members.get(id)!;
      return { network: network.name, address, aliases };
    });
  }

  /** Where the host reaches it; null when it is on no network that leads there. */
  addressOf(id: string): string | null {
    const network = this.#of(id).find(({ internal }) => !internal);
    return network?.members.get(id)?.address ?? null;
  }

  /** Makes the container's interfaces in the guest, as far as they are missing. */
  async plug(guest: Guest, container: GuestContainer, id: string): Promise<void> {
    const plugged = this.#plugged.get(container) ?? new Map<string, string>();
    this.#plugged.set(container, plugged);
    this.#inGuest.set(container.name, id);
    guest.names = (asking, question) => this.#answer(asking, question);
    for (const network of this.#of(id)) {
      if (plugged.has(network.id)) continue;
      await this.#bridge(guest, network);
      const name = freeInterface(new Set(plugged.values()));
      const leadsOut = this.#of(id).find(({ internal }) => !internal) === network;
      await container.connect({
        network: network.bridge,
        address: network.members.get(id)!.address,
        prefix: network.prefix,
        ...(leadsOut && { gateway: network.gateway }),
        interface: name,
      });
      plugged.set(network.id, name);
    }
  }

  /** Takes the container off the network, in the guest too where it is there. Throws `not-found`. */
  async leave(reference: string, id: string, container: GuestContainer | undefined): Promise<void> {
    const network = this.find(reference);
    if (!network.members.delete(id)) {
      throw new DrydockError({
        kind: 'not-found',
        message: `The container ${this.#names.get(id) ?? id} is not on the network ${network.name}.`,
        remedy: 'Look at the networks of the container.',
      });
    }
    const plugged = container && this.#plugged.get(container);
    const name = plugged?.get(network.id);
    if (!container || name === undefined) return;
    plugged?.delete(network.id);
    await container.disconnect(name);
  }

  /** It is gone. */
  forget(id: string): void {
    for (const network of this.all()) network.members.delete(id);
    this.#names.delete(id);
    for (const [name, known] of this.#inGuest) if (known === id) this.#inGuest.delete(name);
  }

  #of(id: string): Network[] {
    return this.all().filter(({ members }) => members.has(id));
  }

  async #bridge(guest: Guest, network: Network): Promise<void> {
    const bridges = this.#bridges.get(guest) ?? new Map<string, Promise<void>>();
    this.#bridges.set(guest, bridges);
    let made = bridges.get(network.id);
    if (!made) {
      made = guest.createNetwork(network.bridge, network.gateway, network.prefix).catch((thrown: unknown) => {
        // A saved machine has the default network already.
        if (!(thrown instanceof GuestError) || thrown.errno !== ERRNO.exists) throw thrown;
      });
      made.catch(() => bridges.delete(network.id)); // whoever asked hears of it
      bridges.set(network.id, made);
    }
    await made;
  }

  /** Containers are known by name, by alias and by the beginning of their id, on networks that were made for them. */
  #answer(asking: string, message: Uint8Array): Uint8Array | undefined {
    const question = readQuestion(message);
    const id = this.#inGuest.get(asking);
    if (!question || id === undefined) return undefined;
    const networks = this.#of(id).filter(({ spec }) => spec);
    const reverse = reverseAddress(question.name);
    const members = networks.flatMap((network) =>
      [...network.members.values()].map((member) => ({ ...member, network })),
    );
    if (reverse !== undefined) {
      const found = members.find(({ address }) => address === reverse);
      const name = found && `${this.#names.get(found.id) ?? found.id.slice(0, 12)}.${found.network.name}`;
      return writeAnswer(question, name === undefined ? undefined : { addresses: [], pointer: name });
    }
    const addresses = members
      .filter((member) => this.#namesOf(member, member.network).includes(question.name))
      .map(({ address }) => address);
    return writeAnswer(question, addresses.length > 0 ? { addresses } : undefined);
  }

  #namesOf({ id, aliases }: { id: string; aliases: readonly string[] }, network: Network): string[] {
    const names = [this.#names.get(id) ?? '', id.slice(0, 12), ...aliases].map((name) => name.toLowerCase());
    return [...names, ...names.map((name) => `${name}.${network.name.toLowerCase()}`)];
  }

  #freeNumber(): number {
    const taken = new Set(this.all().map(({ subnet }) => Number(subnet.split('.')[1])));
    for (let number = FIRST_NUMBER; number <= LAST_NUMBER; number++) if (!taken.has(number)) return number;
    throw conflict('There are no addresses left for another network.', 'Remove networks that nobody uses.');
  }
}

function freeInterface(taken: ReadonlySet<string>): string {
  let number = 0;
  while (taken.has(`eth${number}`)) number++;
  return `eth${number}`;
}

function conflict(message: string, remedy: string): DrydockError {
  return new DrydockError({ kind: 'conflict', message, remedy });
}
