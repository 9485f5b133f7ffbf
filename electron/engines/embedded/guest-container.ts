import { randomBytes } from 'node:crypto';
import type { Guest } from './guest';
import type { GuestProcess, OutputListener } from './guest-processes';
import type { GuestLayers } from './guest-layers';
import type { Field } from './protocol/fields';
import { encodeFields, field, fieldList, textOf } from './protocol/fields';
import { REQUEST, TAG } from './protocol/numbers';
import type { Digest } from './store/digest';

/** Something mounted into a container. Targets are absolute paths in it. */
export type GuestMount =
  | {
      readonly kind: 'bind';
      /** A path of the guest below `/data`. A folder of `/data/caches` or `/data/volumes` is made when it is missing. */
      readonly source: string;
      readonly target: string;
      readonly readonly?: boolean;
      readonly mode?: number;
      readonly uid?: number;
      readonly gid?: number;
    }
  | { readonly kind: 'tmpfs'; readonly target: string; readonly size?: number; readonly mode?: number }
  | {
      readonly kind: 'file';
      readonly target: string;
      readonly content: Uint8Array;
      readonly mode?: number;
      readonly uid?: number;
      readonly gid?: number;
      readonly readonly?: boolean;
    };

/** A container as the guest makes it. */
export interface ContainerSpec {
  /** Names of mounted layers, base first. */
  readonly layers: readonly string[];
  readonly hostname: string;
  readonly mounts?: readonly GuestMount[];
  /** Bytes of memory it may use. */
  readonly memory?: number;
  /** Processes it may have at once. */
  readonly processes?: number;
  /** Thousandths of the processor. */
  readonly cpu?: number;
  /** Whether its root cannot be written. */
  readonly readonly?: boolean;
  /** Keeps all capabilities and sees /proc, /sys and its control group as they are. */
  readonly privileged?: boolean;
}

/** A process as the guest starts it. */
export interface ProcessSpec {
  readonly arguments: readonly string[];
  /** `NAME=value`. */
  readonly env: readonly string[];
  readonly cwd: string;
  /** As USER has it; empty for root. */
  readonly user: string;
  readonly stdin?: boolean;
  /** Whether process 1 is one that starts it, passes signals on and reaps what is left behind. */
  readonly init?: boolean;
  readonly tty?: { readonly rows: number; readonly cols: number };
}

/** A container's interface in a network. */
export interface GuestAttachment {
  /** The bridge. */
  readonly network: string;
  readonly address: string;
  readonly prefix: number;
  /** Where everything goes that is not for this network. */
  readonly gateway?: string;
  /** Its name in the container. */
  readonly interface: string;
}

/** What the agent tells of a container, as texts of lines (build/guest/agent/inspect.c). */
export interface GuestInspection {
  /** Release of the kernel. */
  readonly kernel: string;
  readonly processes: string;
  readonly limits: string;
  readonly overlay: string;
  readonly mounts: string;
  readonly namespaces: string;
  readonly security: string;
  readonly traffic: string;
}

const MOUNT_KIND = { bind: 0, tmpfs: 1, file: 2 } as const;
const SIGKILL = 9;

/** What no container may exceed unless it is told otherwise: the guest itself must go on. */
export const LIMITS = { memory: 176 * 1024 * 1024, processes: 512 } as const;

/** A container in a guest. It must be removed, whatever happens. */
export class GuestContainer {
  readonly name: string;
  readonly #guest: Guest;
  readonly #processes = new Set<GuestProcess>();

  private constructor(guest: Guest, name: string) {
    this.#guest = guest;
    this.name = name;
  }

  static async create(guest: Guest, spec: ContainerSpec): Promise<GuestContainer> {
    const name = randomBytes(6).toString('hex');
    await guest.ask(REQUEST.create, [
      field(TAG.name, name),
      ...fieldList(TAG.layer, [...spec.layers].reverse()),
      field(TAG.hostname, spec.hostname),
      field(TAG.memory, spec.memory ?? LIMITS.memory),
      field(TAG.processes, spec.processes ?? LIMITS.processes),
      ...(spec.cpu === undefined ? [] : [field(TAG.cpu, spec.cpu)]),
      field(TAG.readonly, spec.readonly ? 1 : 0),
      field(TAG.privileged, spec.privileged ? 1 : 0),
      ...(spec.mounts ?? []).map((mount) => field(TAG.mount, encodeFields(mountFields(mount)))),
    ]);
    return new GuestContainer(guest, name);
  }

  /** Starts its process 1; with `join` a process beside it. */
  async start(spec: ProcessSpec, onOutput: OutputListener, join = false): Promise<GuestProcess> {
    const process = await this.#guest.start(
      [
        field(TAG.container, this.name),
        ...fieldList(TAG.argument, spec.arguments),
        ...fieldList(TAG.env, spec.env),
        field(TAG.cwd, spec.cwd),
        field(TAG.user, spec.user),
        field(TAG.stdin, spec.stdin ? 1 : 0),
        field(TAG.join, join ? 1 : 0),
        field(TAG.init, spec.init ? 1 : 0),
        ...(spec.tty
          ? [field(TAG.tty, 1), field(TAG.rows, spec.tty.rows), field(TAG.cols, spec.tty.cols)]
          : []),
      ],
      onOutput,
    );
    this.#processes.add(process);
    const over = () => this.#processes.delete(process);
    process.ended.then(over, over);
    return process;
  }

  /** Stops all its processes where they are, or lets them go on. */
  async freeze(frozen: boolean): Promise<void> {
    await this.#guest.ask(REQUEST.freeze, [
      field(TAG.container, this.name),
      field(TAG.frozen, frozen ? 1 : 0),
    ]);
  }

  /** What the kernel knows of it; what needs a running process is empty without one. */
  async inspect(): Promise<GuestInspection> {
    const fields = await this.#guest.ask(REQUEST.inspect, [field(TAG.container, this.name)]);
    const text = (tag: number) => textOf(fields, tag) ?? '';
    return {
      kernel: this.#guest.kernel,
      processes: text(TAG.processes),
      limits: text(TAG.limits),
      overlay: text(TAG.overlay),
      mounts: text(TAG.mounts),
      namespaces: text(TAG.namespaces),
      security: text(TAG.security),
      traffic: text(TAG.traffic),
    };
  }

  /** Gives it an interface in a network's bridge, and name service. */
  async connect(attachment: GuestAttachment): Promise<void> {
    const { network, address, prefix, gateway, interface: name } = attachment;
    await this.#guest.ask(REQUEST.connect, [
      field(TAG.container, this.name),
      field(TAG.network, network),
      field(TAG.address, address),
      field(TAG.prefix, prefix),
      ...(gateway === undefined ? [] : [field(TAG.gateway, gateway)]),
      field(TAG.interface, name),
      field(TAG.names, 1),
    ]);
  }

  /** Takes an interface away. */
  async disconnect(name: string): Promise<void> {
    await this.#guest.ask(REQUEST.disconnect, [field(TAG.container, this.name), field(TAG.interface, name)]);
  }

  /** SIGKILL to all its processes. */
  async kill(): Promise<void> {
    await this.#guest.ask(REQUEST.kill, [field(TAG.container, this.name)]);
  }

  /** What it changed, as a layer's tar. */
  async export(): Promise<Uint8Array> {
    const file = `${this.name}.tar`;
    await this.#guest.ask(REQUEST.export, [field(TAG.container, this.name), field(TAG.file, file)]);
    return this.#guest.takeFile(file);
  }

  /** What is at a path of it, as a tar whose names begin with the path's last part. */
  async pack(path: string): Promise<Uint8Array> {
    const file = `${this.name}-out.tar`;
    await this.#guest.ask(REQUEST.pack, [
      field(TAG.container, this.name),
      field(TAG.source, path),
      field(TAG.file, file),
    ]);
    return this.#guest.takeFile(file);
  }

  /** Copies what an EROFS image holds into a folder of it; folders that are there stay as they are. */
  async unpack(folder: string, image: Uint8Array): Promise<void> {
    const layer = `in-${randomBytes(6).toString('hex')}`;
    await this.#guest.putFile(layer, image);
    try {
      await this.#guest.ask(REQUEST.mount, [field(TAG.name, layer), field(TAG.file, layer)]);
      try {
        await this.#guest.ask(REQUEST.unpack, [
          field(TAG.container, this.name),
          field(TAG.layer, layer),
          field(TAG.target, folder),
        ]);
      } finally {
        await this.#guest.ask(REQUEST.drop, [field(TAG.name, layer)]);
      }
    } finally {
      await this.#guest.removeFile(layer);
    }
  }

  /** Ends all its processes and removes what it wrote. */
  async remove(): Promise<void> {
    await this.#endAll();
    await this.#guest.ask(REQUEST.remove, [field(TAG.container, this.name)]);
  }

  /** Like {@link remove}, but what it wrote, a tar of so many bytes, stays in the guest as the layer of that digest. */
  async keepAs(diffId: Digest, bytes: number, layers: GuestLayers): Promise<void> {
    await this.#endAll();
    await layers.keep(this.#guest, diffId, this.name, bytes);
  }

  async #endAll(): Promise<void> {
    if (this.#processes.size === 0) return;
    await this.kill();
    await Promise.all([...this.#processes].map((process) => process.ended));
  }
}

/** Exit code of a process that a signal of ours ended. */
export const KILLED_CODE = 128 + SIGKILL;

function mountFields(mount: GuestMount): Field[] {
  const common = [field(TAG.kind, MOUNT_KIND[mount.kind]), field(TAG.target, mount.target)];
  switch (mount.kind) {
    case 'bind':
      return [
        ...common,
        field(TAG.source, mount.source),
        field(TAG.readonly, mount.readonly ? 1 : 0),
        ...ownership(mount, 0o755),
      ];
    case 'tmpfs':
      return [
        ...common,
        field(TAG.size, mount.size ?? 64 * 1024 * 1024),
        field(TAG.mode, mount.mode ?? 0o1777),
      ];
    case 'file':
      return [
        ...common,
        field(TAG.content, mount.content),
        ...ownership(mount, 0o644),
        field(TAG.readonly, mount.readonly ? 1 : 0),
      ];
  }
}

function ownership(mount: { mode?: number; uid?: number; gid?: number }, mode: number): Field[] {
  return [
    field(TAG.mode, mount.mode ?? mode),
    field(TAG.uid, mount.uid ?? 0),
    field(TAG.gid, mount.gid ?? 0),
  ];
}
