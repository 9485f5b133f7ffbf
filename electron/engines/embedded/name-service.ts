import type { GuestMount } from './guest-container';

const encoder = new TextEncoder();

/** The three files that an engine mounts into every container: who it is, and how names are resolved in it. */
export function nameServiceMounts(hostname: string, hosts: readonly string[] = []): GuestMount[] {
  const file = (target: string, lines: readonly string[]): GuestMount => ({
    kind: 'file',
    target,
    content: encoder.encode(lines.map((line) => `${line}\n`).join('')),
  });
  return [
    file('/etc/hostname', [hostname]),
    file('/etc/hosts', ['127.0.0.1\tlocalhost', '::1\tlocalhost ip6-localhost ip6-loopback', ...hosts]),
    file('/etc/resolv.conf', ['# The embedded engine has no network to the outside.']),
  ];
}
