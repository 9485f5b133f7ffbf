/** What an engine usually hides: how the kernel holds a container. Every word of it comes from the kernel itself. */

/** One of the namespaces that a container's processes are in. */
export interface HoodNamespace {
  /** `mnt`, `pid`, `net`, `uts`, `ipc`, `cgroup` or `user`. */
  readonly kind: string;
  /** Number of the container's, as `/proc/PID/ns` shows it. */
  readonly container: string;
  /** Number of the machine's own; the same when the container shares it. */
  readonly machine: string;
}

/** One line of a file of the container's control group, such as `memory.max` with `67108864`. */
export interface HoodLimit {
  readonly file: string;
  readonly value: string;
}

/** A line of `/proc/PID/mounts`, seen from inside. */
export interface HoodMount {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** The folders of a container's overlay, as the machine has them. */
export interface HoodOverlay {
  /** Read-only layers, base first; `diffId` where the layer is one of the image's. */
  readonly lower: readonly { readonly path: string; readonly diffId: string | null }[];
  /** Where everything goes that the container writes. */
  readonly upper: string;
  readonly work: string;
  /** What the container sees as its root. */
  readonly merged: string;
}

/** A process of the container, from both sides. */
export interface HoodProcess {
  /** Its number on the machine. */
  readonly outside: number;
  /** Its number in the container. */
  readonly inside: number;
  /** Its parent's number on the machine. */
  readonly parent: number;
  readonly uid: number;
  /** The kernel's letter: R, S, D, T, Z, I. */
  readonly state: string;
  readonly residentBytes: number;
  readonly command: string;
}

/** What the container's first process may do. */
export interface HoodSecurity {
  /** Names of its effective capabilities, without `CAP_`. */
  readonly capabilities: readonly string[];
  readonly noNewPrivileges: boolean;
  readonly seccomp: 'off' | 'strict' | 'filter';
}

/** A network interface of the container with what went through it. */
export interface HoodInterface {
  readonly name: string;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** A container as the kernel has it. What needs a running process is empty or null in one that does not run. */
export interface ContainerHood {
  readonly container: string;
  /** The machine's release of Linux and its name: where these numbers mean something. */
  readonly machine: string;
  readonly processes: readonly HoodProcess[];
  readonly namespaces: readonly HoodNamespace[];
  readonly limits: readonly HoodLimit[];
  readonly overlay: HoodOverlay;
  readonly mounts: readonly HoodMount[];
  readonly interfaces: readonly HoodInterface[];
  readonly security: HoodSecurity | null;
}

/** Linux's capabilities by number (linux/capability.h). */
const CAPABILITIES =
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'.split(
    ' ',
  );

/** The names in a set of capabilities as `/proc/PID/status` writes it, in hexadecimal. */
export function capabilityNames(set: string): string[] {
  if (!/^[0-9a-f]{1,16}$/i.test(set)) return [];
  const bits = BigInt(`0x${set}`);
  return CAPABILITIES.filter((_, index) => (bits >> BigInt(index)) & 1n);
}
