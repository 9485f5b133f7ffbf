import type { NetworkDetails, NetworkSpec, NetworkSummary } from '../../../shared/engine/network';
import type { EngineNetworks } from '../../networks';
import type { EmbeddedContainers } from '../containers';
import type { VirtualMachine } from '../virtual-machine';
import type { Networks } from './networks';

/** The networks of the embedded engine as the `Engine` interface has them. They last as long as the engine. */
export class EmbeddedNetworks implements EngineNetworks {
  readonly #networks: Networks;
  readonly #containers: EmbeddedContainers;
  readonly #machine: VirtualMachine;

  constructor(networks: Networks, containers: EmbeddedContainers, machine: VirtualMachine) {
    this.#networks = networks;
    this.#containers = containers;
    this.#machine = machine;
  }

  list(): Promise<readonly NetworkSummary[]> {
    const all = this.#networks.all().map((network) => network.summary());
    return Promise.resolve(all.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async inspect(network: string): Promise<NetworkDetails> {
    const found = this.#networks.find(network);
    const names = new Map(
      (await this.#containers.list({ all: true })).map(({ id, name }) => [id, name] as const),
    );
    return {
      ...found.summary(),
      subnets: [found.subnet],
      containers: [...found.members.values()].map(({ id, address }) => ({
        id,
        name: names.get(id) ?? id,
        address,
      })),
    };
  }

  create(spec: NetworkSpec): Promise<string> {
    return attempt(() => this.#networks.create(spec).id);
  }

  remove(network: string): Promise<void> {
    return attempt(() =>
      this.#machine.running
        ? this.#machine.use((guest) => this.#networks.remove(network, guest))
        : this.#networks.remove(network, undefined),
    );
  }

  async connect(network: string, container: string, aliases: readonly string[] = []): Promise<void> {
    await this.#containers.connect(network, container, aliases);
  }

  async disconnect(network: string, container: string): Promise<void> {
    await this.#containers.disconnect(network, container);
  }
}

/** So that what is thrown at once arrives as a rejection. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}
