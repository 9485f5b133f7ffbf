import { randomBytes } from 'node:crypto';
import type { NetworkSpec, NetworkSummary } from '../../../shared/engine/network';
import { OURS_LABEL } from '../../engine';

/** A container on a network. */
export interface Member {
  readonly id: string;
  readonly address: string;
  readonly aliases: readonly string[];
}

/** Addresses of a network with 16 bits for its hosts; the first is the bridge's own. */
const PREFIX = 16;
const FIRST_HOST = 2;
const LAST_HOST = 0xfffe;

/** A bridge network with its addresses, as Docker lays them out. */
export class Network {
  readonly id = randomBytes(32).toString('hex');
  readonly prefix = PREFIX;
  /** The bridge's name in the guest. */
  readonly bridge: string;
  readonly members = new Map<string, Member>();
  readonly spec: NetworkSpec | undefined;
  readonly name: string;
  readonly #base: string;
  #lastHost = FIRST_HOST - 1;

  /** `number` is the second of the network's address; without a spec it is the default network. */
  constructor(number: number, spec?: NetworkSpec) {
    this.#base = `172.${number}`;
    this.spec = spec;
    this.name = spec?.name ?? 'bridge';
    this.bridge = spec ? `br-${this.id.slice(0, 12)}` : 'docker0';
  }

  get subnet(): string {
    return `${this.#base}.0.0/${this.prefix}`;
  }

  get gateway(): string {
    return `${this.#base}.0.1`;
  }

  get internal(): boolean {
    return this.spec?.internal ?? false;
  }

  /** Gives a container an address. Docker hands out the next one that is free, and begins anew at the end. */
  join(id: string, aliases: readonly string[]): Member {
    const taken = new Set([...this.members.values()].map(({ address }) => address));
    for (let tries = 0; tries <= LAST_HOST; tries++) {
      this.#lastHost = this.#lastHost >= LAST_HOST ? FIRST_HOST : this.#lastHost + 1;
      const address = `${this.#base}.${this.#lastHost >> 8}.${this.#lastHost & 255}`;
      if (taken.has(address)) continue;
      const member = { id, address, aliases };
      this.members.set(id, member);
      return member;
    }
    throw new Error(`The network ${this.name} has no address left.`);
  }

  summary(): NetworkSummary {
    return {
      id: this.id,
      name: this.name,
      driver: 'bridge',
      internal: this.internal,
      labels: this.spec ? { ...this.spec.labels, [OURS_LABEL]: this.spec.owner } : {},
      ours: this.spec !== undefined,
    };
  }
}
