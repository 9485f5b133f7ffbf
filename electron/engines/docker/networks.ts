import type Docker from 'dockerode';
import type { NetworkDetails, NetworkSpec, NetworkSummary } from '../../shared/engine/network';
import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';
import type { EngineNetworks } from '../networks';
import type { Client, Connection } from './client';
import { assertOurs, isOurs } from './ours';

/** The networks of an engine that speaks Docker's API; see `EngineNetworks`. */
export class DockerNetworks implements EngineNetworks {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  list(): Promise<readonly NetworkSummary[]> {
    return this.#client.ask({ doing: 'list its networks' }, async ({ docker }) =>
      (await docker.listNetworks()).map(toSummary).sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  }

  inspect(network: string): Promise<NetworkDetails> {
    return this.#ask('inspect', network, async ({ docker }) =>
      toDetails((await docker.getNetwork(network).inspect()) as Docker.NetworkInspectInfo),
    );
  }

  create(spec: NetworkSpec): Promise<string> {
    return this.#ask('make', spec.name, async ({ docker }) => {
      // Docker would make a second network of the same name unless told to check, and newer ones always do.
      if ((await docker.listNetworks()).some(({ Name }) => Name === spec.name)) {
        throw new DrydockError({
          kind: 'conflict',
          message: `There is a network ${spec.name} already.`,
          remedy: 'Choose another name, or use that network.',
        });
      }
      const { id } = await docker.createNetwork({
        Name: spec.name,
        Driver: 'bridge',
        Internal: spec.internal ?? false,
        CheckDuplicate: true,
        Labels: { ...spec.labels, [OURS_LABEL]: spec.owner },
      });
      return id;
    });
  }

  remove(network: string): Promise<void> {
    return this.#ask('remove', network, async ({ docker }) => {
      const handle = docker.getNetwork(network);
      const { Labels, Containers } = (await handle.inspect()) as Docker.NetworkInspectInfo;
      assertOurs(Labels, `network ${network}`);
      const used = Object.values(Containers ?? {}).map(({ Name }) => Name);
      if (used.length > 0) {
        throw new DrydockError({
          kind: 'conflict',
          message: `The network ${network} is used by ${used.join(', ')}.`,
          remedy: 'Remove these containers first.',
        });
      }
      await handle.remove();
    });
  }

  connect(network: string, container: string, aliases: readonly string[] = []): Promise<void> {
    return this.#join('connect', network, container, ({ docker }) =>
      docker.getNetwork(network).connect({ Container: container, EndpointConfig: { Aliases: [...aliases] } }),
    );
  }

  disconnect(network: string, container: string): Promise<void> {
    return this.#join('disconnect', network, container, ({ docker }) =>
      docker.getNetwork(network).disconnect({ Container: container }),
    );
  }

  #join(
    verb: string,
    network: string,
    container: string,
    asking: (connection: Connection) => Promise<unknown>,
  ): Promise<void> {
    const question = {
      doing: `${verb} ${container} and the network ${network}`,
      subject: `network ${network}`,
    };
    return this.#client.ask(question, async (connection) => {
      const { Config } = await connection.docker
        .getContainer(container)
        .inspect()
        .catch((thrown: unknown) => {
          throw missingContainer(container, thrown);
        });
      assertOurs(Config.Labels, `container ${container}`);
      await asking(connection);
    });
  }

  #ask<T>(verb: string, network: string, asking: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#client.ask(
      { doing: `${verb} the network ${network}`, subject: `network ${network}` },
      asking,
    );
  }
}

function toSummary(network: Docker.NetworkInspectInfo): NetworkSummary {
  return {
    id: network.Id,
    name: network.Name,
    driver: network.Driver,
    internal: network.Internal,
    labels: network.Labels ?? {},
    ours: isOurs(network.Labels),
  };
}

function toDetails(network: Docker.NetworkInspectInfo): NetworkDetails {
  return {
    ...toSummary(network),
    subnets: (network.IPAM?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? []),
    containers: Object.entries(network.Containers ?? {}).map(([id, { Name, IPv4Address }]) => ({
      id,
      name: Name,
      address: IPv4Address.replace(/\/\d+$/, '') || null,
    })),
  };
}

function missingContainer(container: string, thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || thrown.statusCode !== 404) return thrown;
  return new DrydockError(
    { kind: 'not-found', message: `There is no container ${container}.` },
    { cause: thrown },
  );
}
