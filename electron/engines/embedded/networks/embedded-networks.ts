import type { EngineAction } from '../../../shared/engine/event';
import type { NetworkDetails, NetworkSpec, NetworkSummary } from '../../../shared/engine/network';
import type { EngineNetworks } from '../../networks';
import type { EmbeddedContainers } from '../containers';
import type { Happening } from '../event-hub';
import type { VirtualMachine } from '../virtual-machine';
import type { Network } from './network';
import type { Networks } from './networks';

/** The networks of the embedded engine as the `Engine` interface has them. They last as long as the engine. */
export class EmbeddedNetworks implements EngineNetworks {
  readonly #networks: Networks;
  readonly #containers: EmbeddedContainers;
  readonly #machine: VirtualMachine;
  readonly #tell: (happening: Happening) => void;

  constructor(
    networks: Networks,
    containers: EmbeddedContainers,
    machine: VirtualMachine,
    tell: (happening: Happening) => void,
  ) {
    this.#tell = tell;
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
    return attempt(() => {
      const network = this.#networks.create(spec);
      this.#happened('created', network);
      return network.id;
    });
  }

  remove(network: string): Promise<void> {
    return attempt(async () => {
      const found = this.#networks.find(network);
      await (this.#machine.running
        ? this.#machine.use((guest) => this.#networks.remove(network, guest))
        : this.#networks.remove(network, undefined));
      this.#happened('removed', found);
    });
  }

  async connect(network: string, container: string, aliases: readonly string[] = []): Promise<void> {
    await this.#containers.connect(network, container, aliases);
    this.#happened('connected', this.#networks.find(network));
  }

  async disconnect(network: string, container: string): Promise<void> {
    await this.#containers.disconnect(network, container);
    this.#happened('disconnected', this.#networks.find(network));
  }

  #happened(action: EngineAction, { id, name, spec }: Network): void {
    this.#tell({ subject: 'network', action, id, name, ours: spec !== undefined });
  }
}

/** So that what is thrown at once arrives as a rejection. */
async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  return work();
}
