import type { PortBinding } from '../engine/container';
import type { Field } from './field';

const SHORT =
  /^(?:(?:(?<address>[\d.]+|\[[\da-f:]+\]|localhost):)?(?<host>\d*)(?:-(?<hostEnd>\d+))?:)?(?<port>\d+)(?:-(?<end>\d+))?(?:\/(?<protocol>tcp|udp))?$/i;

/** Ports of one entry at most: a range is written out. */
const MAX_RANGE = 100;

/** The ports to publish: `"8080:80"`, ranges, and the long form. Without an address it is this machine's loopback. */
export function readPorts(field: Field): readonly PortBinding[] {
  return field.list().flatMap((item) => (item.isMapping ? readLong(item) : readShort(item)));
}

function readShort(item: Field): readonly PortBinding[] {
  const text = item.text('a port like "8080:80"')?.trim();
  if (text === undefined) return [];
  const groups = SHORT.exec(text)?.groups;
  if (!groups) return none(item, text);
  const first = Number(groups.port);
  const last = Number(groups.end ?? groups.port);
  const host = Number(groups.host || 0);
  const hostEnd = groups.hostEnd === undefined ? host + last - first : Number(groups.hostEnd);
  const fits = first >= 1 && last >= first && last <= 65535 && last - first < MAX_RANGE;
  if (!fits || (host > 0 && (hostEnd - host !== last - first || hostEnd > 65535))) return none(item, text);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    containerPort: first + index,
    hostPort: host > 0 ? host + index : 0,
    protocol: groups.protocol?.toLowerCase() === 'udp' ? 'udp' : 'tcp',
    ...(groups.address && { hostAddress: addressOf(groups.address) }),
  }));
}

function readLong(item: Field): readonly PortBinding[] {
  let containerPort: number | undefined;
  let hostPort = 0;
  let hostAddress: string | undefined;
  let protocol: 'tcp' | 'udp' = 'tcp';
  item.read({
    target: (each) => (containerPort = each.integer(1, 65535)),
    published: (each) => (hostPort = each.integer(0, 65535) ?? 0),
    host_ip: (each) => (hostAddress = each.text()),
    protocol: (each) => (protocol = each.oneOf(['tcp', 'udp']) ?? 'tcp'),
    mode: (each) => void each.oneOf(['host', 'ingress']),
    name: (each) => void each.text(),
    app_protocol: (each) => void each.text(),
  });
  if (containerPort === undefined) {
    if (!item.fields().has('target')) item.error('the "target" is missing: the port in the container.');
    return [];
  }
  return [{ containerPort, hostPort, protocol, ...(hostAddress && { hostAddress: addressOf(hostAddress) }) }];
}

function addressOf(text: string): string {
  return text === 'localhost' ? '127.0.0.1' : text.replace(/^\[|\]$/g, '');
}

function none(item: Field, text: string): readonly PortBinding[] {
  item.error(
    `"${text}" is no port to publish; write "8080:80": the port of this machine, then the container's.`,
  );
  return [];
}
