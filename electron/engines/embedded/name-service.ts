import type { GuestMount } from './guest-container';

const encoder = new TextEncoder();

/** Where containers ask for names: the agent listens there in each of their networks, as Docker does. */
const NAME_SERVER = '127.0.0.11';

/**
 * The three files that an engine mounts into every container: who it is, and how names are resolved in it. Without
 * addresses it is on no network, and there is nobody to ask.
 */
export function nameServiceMounts(hostname: string, addresses: readonly string[] = []): GuestMount[] {
  const file = (target: string, lines: readonly string[]): GuestMount => ({
    kind: 'file',
    target,
    content: encoder.encode(lines.map((line) => `${line}\n`).join('')),
  });
  return [
    file('/etc/hostname', [hostname]),
    file('/etc/hosts', [
      '127.0.0.1\tlocalhost',
      '::1\tlocalhost ip6-localhost ip6-loopback',
      ...addresses.map((address) => `${address}\t${hostname}`),
    ]),
    file('/etc/resolv.conf', [
      '# The embedded engine knows the names of containers; it has no network to the outside.',
      ...(addresses.length > 0 ? [`nameserver ${NAME_SERVER}`] : []),
    ]),
  ];
}
