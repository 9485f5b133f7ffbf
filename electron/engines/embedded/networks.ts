import type { NetworkDetails, NetworkSummary } from '../../shared/engine/network';
import { DrydockError } from '../../shared/errors';
import type { EngineNetworks } from '../networks';
import { unsupported } from './unsupported';

/** The embedded engine's containers have a network of their own each, with nothing on it but themselves. */
export class EmbeddedNetworks implements EngineNetworks {
  list(): Promise<readonly NetworkSummary[]> {
    return Promise.resolve([]);
  }

  inspect(network: string): Promise<NetworkDetails> {
    return Promise.reject(
      new DrydockError({
        kind: 'not-found',
        message: `There is no network ${network} in the embedded engine.`,
        remedy: 'Use Docker for networks.',
      }),
    );
  }

  create(): Promise<string> {
    return cannot();
  }

  remove(network: string): Promise<void> {
    return this.inspect(network).then(() => undefined);
  }

  connect(): Promise<void> {
    return cannot();
  }

  disconnect(): Promise<void> {
    return cannot();
  }
}

function cannot(): Promise<never> {
  return Promise.reject(unsupported('join containers by networks yet', 'Use Docker for this.'));
}
