import type { NetworkDetails, NetworkSpec, NetworkSummary } from '../shared/engine/network';

/** The networks of an engine, named by id or name. Removing one that Drydock did not make is refused (`refused`). */
export interface EngineNetworks {
  list(): Promise<readonly NetworkSummary[]>;
  inspect(network: string): Promise<NetworkDetails>;
  /** Makes a bridge network whose containers find each other by name, and gives its id. Throws `conflict` if it is there. */
  create(spec: NetworkSpec): Promise<string>;
  /** Throws `conflict` while containers are on it. */
  remove(network: string): Promise<void>;
  /** Puts a container of ours on a network, where others find it by its name and by `aliases`. */
  connect(network: string, container: string, aliases?: readonly string[]): Promise<void>;
  disconnect(network: string, container: string): Promise<void>;
}
