/** What is wrong with the texts that the Compose Specification gives a form; undefined when nothing is. */

/** A time like `1m30s`. */
export function durationProblem(text: string): string | undefined {
  if (/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(text) || text === '0') return undefined;
  return `"${text}" is no length of time; write it as 10s, 1m30s or 500ms.`;
}

/** A size like `512m`. */
export function sizeProblem(text: string): string | undefined {
  if (/^-?\d+(?:\.\d+)?\s*(?:[kmgtp]i?)?b?$/i.test(text)) return undefined;
  return `"${text}" is no size; write it as 512m or 2g.`;
}

/** A published port as one text: `[IP:][HOST:]CONTAINER[/PROTOCOL]`, each side possibly a range. */
export interface PortMapping {
  readonly ip?: string;
  /** First and last port of this machine; absent where the engine chooses. */
  readonly host?: readonly [number, number];
  readonly container: readonly [number, number];
  readonly protocol: string;
}

/** Reads a published port, or says what is wrong with it. */
export function readPort(text: string): PortMapping | string {
  const match = /^(?:(.*?):)??(?:([^:]*):)?([^:/]+)(?:\/(\w+))?$/.exec(text);
  if (!match) return `"${text}" is no port; write 8080:80, which is HOST:CONTAINER.`;
  const [, ip, hostText, containerText, protocol = 'tcp'] = match;
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) {
    return `"${protocol}" is no protocol of a port; it is tcp or udp.`;
  }
  const container = range(containerText!);
  if (!container) return `"${containerText!}" is no port; ports are 1 to 65535.`;
  const host = hostText ? range(hostText) : undefined;
  if (hostText && !host) return `"${hostText}" is no port of this machine; ports are 0 to 65535.`;
  if (host && host[1] - host[0] !== container[1] - container[0] && container[0] !== container[1]) {
    return `The ranges of "${text}" differ in length.`;
  }
  return { ...(ip && { ip }), ...(host && { host }), container, protocol };
}

function range(text: string): [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const from = Number(match[1]);
  const to = match[2] === undefined ? from : Number(match[2]);
  return from <= to && to <= 65535 ? [from, to] : undefined;
}

/** For a schema: what is wrong with a published port. */
export function portProblem(text: string): string | undefined {
  const read = readPort(text);
  return typeof read === 'string' ? read : undefined;
}

/** For a schema: what is wrong with a text that stands for true or false. */
export function flagProblem(text: string): string | undefined {
  return /^(?:true|false|1|0|y|n|yes|no|on|off)$/i.test(text)
    ? undefined
    : `"${text}" is neither true nor false.`;
}

/** For a schema: what is wrong with `KEY=VALUE`. */
export function pairProblem(text: string): string | undefined {
  return text.startsWith('=') ? `"${text}" has no name before the "=".` : undefined;
}
