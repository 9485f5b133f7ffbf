/** The namespaces of the figure, in the order of namespaces(7)'s importance for a container. */
export const namespaceKinds = ['pid', 'mnt', 'net', 'uts', 'ipc', 'user', 'cgroup'] as const;
export type NamespaceKind = (typeof namespaceKinds)[number];

/** A question put to the kernel by a command, and its answer. */
export interface NamespaceView {
  readonly kind: NamespaceKind;
  readonly command: string;
  readonly lines: readonly string[];
}

const answers: Readonly<Record<NamespaceKind, { command: string; host: string[]; own: string[] }>> = {
  pid: {
    command: 'ps -o pid,comm',
    host: ['   1 systemd', ' 731 dockerd', '2104 sh'],
    own: ['   1 sh'],
  },
  mnt: {
    command: 'ls /',
    host: ['bin boot etc home root srv var'],
    own: ['bin etc srv  (the image’s files)'],
  },
  net: {
    command: 'ip -brief address',
    host: ['lo 127.0.0.1', 'eth0 192.0.2.10'],
    own: ['lo 127.0.0.1 (down)'],
  },
  uts: { command: 'hostname', host: ['harbour'], own: ['4f1c90a2be7d'] },
  ipc: { command: 'ipcs -m', host: ['0x51 owner db 64 MB'], own: ['no shared memory'] },
  user: {
    command: 'id; cat /proc/self/uid_map',
    host: ['uid=0(root)', '0 0 4294967295'],
    own: ['uid=0(root)', '0 100000 65536'],
  },
  cgroup: { command: 'cat /proc/self/cgroup', host: ['0::/system.slice/box'], own: ['0::/'] },
};

/** What a process sees that has the given namespaces to itself and shares the others with the host. */
export function viewFrom(own: ReadonlySet<NamespaceKind>): readonly NamespaceView[] {
  return namespaceKinds.map((kind) => {
    const { command, host, own: inside } = answers[kind];
    return { kind, command, lines: own.has(kind) ? inside : host };
  });
}

/** The call of unshare(1) that makes them. A PID namespace needs a child and a new /proc to be seen. */
export function unshareCommand(own: ReadonlySet<NamespaceKind>): string {
  const flags: Readonly<Record<NamespaceKind, string>> = {
    pid: '--pid --fork',
    mnt: '--mount',
    net: '--net',
    uts: '--uts',
    ipc: '--ipc',
    user: '--user --map-auto',
    cgroup: '--cgroup',
  };
  const parts = namespaceKinds.filter((kind) => own.has(kind)).map((kind) => flags[kind]);
  if (own.has('pid') && own.has('mnt')) parts.push('--mount-proc');
  return parts.length === 0 ? 'sh' : `unshare ${parts.join(' ')} sh`;
}
