/** What `docker run -p` was given, and on which address the program in the container listens. */
export interface PortSetup {
  readonly publish: string;
  readonly listenAddress: '0.0.0.0' | '127.0.0.1';
  readonly listenPort: number;
}

/** `[address:]host:container`, as `-p` takes it. */
export interface Published {
  readonly address: string;
  readonly hostPort: number;
  readonly containerPort: number;
}

const portPattern = /^(?:(\d{1,3}(?:\.\d{1,3}){3}|localhost):)?(\d{1,5}):(\d{1,5})(?:\/tcp)?$/;

/** Reads the value of `-p`; null where it is none that this figure knows. */
export function parsePublish(text: string): Published | null {
  const match = portPattern.exec(text.trim());
  if (!match) return null;
  const [, written, host, container] = match;
  const address = written === undefined ? '0.0.0.0' : written === 'localhost' ? '127.0.0.1' : written;
  const [hostPort, containerPort] = [Number(host), Number(container)];
  const valid = (port: number): boolean => port >= 1 && port <= 65_535;
  const inRange = address.split('.').every((part) => Number(part) <= 255);
  return valid(hostPort) && valid(containerPort) && inRange ? { address, hostPort, containerPort } : null;
}

export const portClients = ['host', 'network', 'neighbour'] as const;
/** Who calls: a program on the host, another machine in the network, another container of the same network. */
export type PortClient = (typeof portClients)[number];

/** Whether a call gets through, and if not, where it ends. */
export type PortOutcome =
  | { readonly reached: true; readonly url: string }
  | {
      readonly reached: false;
      readonly url: string;
      readonly why: 'not-published' | 'loopback-only' | 'wrong-port' | 'listens-on-loopback';
    };

/** The host's address in the figure's network (a documentation range, RFC 5737). */
export const hostAddress = '192.0.2.10';

/**
 * Follows one call. A neighbour container needs no published port and talks to the port that is listened on; everybody
 * else comes through the published one, and must be able to reach the address that it is bound to.
 */
export function call(client: PortClient, setup: PortSetup): PortOutcome {
  const published = parsePublish(setup.publish);
  const inside = setup.listenAddress === '127.0.0.1';
  if (client === 'neighbour') {
    const url = `http://web:${setup.listenPort}/`;
    return inside ? { reached: false, url, why: 'listens-on-loopback' } : { reached: true, url };
  }
  const everywhere = published?.address === '0.0.0.0';
  const loopback = published?.address.startsWith('127.') === true;
  const bound = everywhere || loopback ? null : published?.address;
  const host = client === 'host' ? (bound ?? '127.0.0.1') : hostAddress;
  const url = `http://${host}:${published?.hostPort ?? setup.listenPort}/`;
  if (!published) return { reached: false, url, why: 'not-published' };
  if (client === 'network' && !everywhere && published.address !== hostAddress) {
    return { reached: false, url, why: 'loopback-only' };
  }
  if (published.containerPort !== setup.listenPort) return { reached: false, url, why: 'wrong-port' };
  return inside ? { reached: false, url, why: 'listens-on-loopback' } : { reached: true, url };
}
