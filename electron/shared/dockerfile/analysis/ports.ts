/** An EXPOSE argument taken apart. */
export interface Port {
  /** First and last port of the container; equal without a range. */
  first: number;
  last: number;
  /** `tcp`, `udp` or `sctp`. */
  protocol: string;
  /** The protocol as written. */
  written: string;
  /** Present when an address or a host port was given, which EXPOSE ignores. */
  hostPart: string | undefined;
  /** Why the argument is refused. */
  error: string | undefined;
}

/** Reads `[ip:][hostPort:]containerPort[-last][/protocol]`. */
export function parsePort(text: string): Port {
  const parts = text.split(':');
  const container = parts.at(-1)!;
  const [range = '', written = ''] = splitOnce(container, '/');
  const protocol = written.toLowerCase() || 'tcp';
  const port: Port = {
    first: 0,
    last: 0,
    protocol,
    written,
    hostPart: parts.length > 1 ? parts.slice(0, -1).join(':') : undefined,
    error: undefined,
  };
  if (range === '') return { ...port, error: `"${text}" names no port.` };
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) {
    return { ...port, error: `"${written}" is no protocol: use tcp, udp or sctp.` };
  }
  const ports = parseRange(range);
  if (!ports) return { ...port, error: `"${range}" is no port between 0 and 65535, nor a range of ports.` };
  [port.first, port.last] = ports;
  return { ...port, error: hostProblem(parts, port) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function parseRange(text: string): [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last <= 65_535 && first <= last ? [first, last] : undefined;
}

function hostProblem(parts: readonly string[], port: Port): string | undefined {
  if (parts.length < 2) return undefined;
  const hostPort = parts.at(-2)!;
  const address = parts.slice(0, -2).join(':');
  if (address && !isAddress(address.replace(/^\[(.*)\]$/, '$1'))) return `"${address}" is no IP address.`;
  if (hostPort === '') return undefined;
  const host = parseRange(hostPort);
  if (!host) return `"${hostPort}" is no host port between 0 and 65535.`;
  if (host[1] - host[0] !== port.last - port.first && port.first !== port.last) {
    return `The ranges "${hostPort}" and "${port.first}-${port.last}" have different lengths.`;
  }
  return undefined;
}

function isAddress(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) return text.split('.').every((part) => Number(part) <= 255);
  return /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(text);
}
