/** What a host carries, in megabytes. */
export interface HostLoad {
  readonly apps: number;
  /** Memory that one application needs. */
  readonly appMemory: number;
  /** Memory that the operating system of one virtual machine needs. */
  readonly guestMemory: number;
  readonly hostMemory: number;
}

/** How one way of isolating carries the load. Memory in megabytes, disk in megabytes, start in seconds. */
export interface IsolationCost {
  readonly memory: number;
  readonly overhead: number;
  /** Applications that fit into the host's memory. */
  readonly fitting: number;
  readonly disk: number;
  readonly start: number;
  readonly kernels: number;
}

/**
 * Round figures for a Linux server, for comparing and not for planning: a hypervisor or engine of its own, a guest's
 * disk, an image's shared base and its own files, and the time until the application's first instruction.
 */
const typical = {
  hypervisor: 300,
  engine: 100,
  perContainer: 5,
  guestDisk: 4000,
  appDisk: 150,
  baseDisk: 80,
  bootSeconds: 20,
  startSeconds: 0.5,
};

/** The same applications in virtual machines and in containers. Both start one after another. */
export function compareIsolation(load: HostLoad): {
  readonly machines: IsolationCost;
  readonly containers: IsolationCost;
} {
  const machine = load.appMemory + load.guestMemory;
  const container = load.appMemory + typical.perContainer;
  return {
    machines: {
      memory: typical.hypervisor + load.apps * machine,
      overhead: typical.hypervisor + load.apps * load.guestMemory,
      fitting: fitting(load.hostMemory - typical.hypervisor, machine),
      disk: load.apps * (typical.guestDisk + typical.appDisk),
      start: load.apps * typical.bootSeconds,
      kernels: load.apps + 1,
    },
    containers: {
      memory: typical.engine + load.apps * container,
      overhead: typical.engine + load.apps * typical.perContainer,
      fitting: fitting(load.hostMemory - typical.engine, container),
      disk: load.apps === 0 ? 0 : typical.baseDisk + load.apps * typical.appDisk,
      start: load.apps * typical.startSeconds,
      kernels: 1,
    },
  };
}

const fitting = (room: number, each: number): number => Math.max(0, Math.floor(room / each));
