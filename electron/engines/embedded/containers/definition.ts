import { randomBytes } from 'node:crypto';
import type { ContainerMount, ContainerSpec, Healthcheck } from '../../../shared/engine/container';
import { OURS_LABEL } from '../../engine';
import { withVariable } from '../builder/image-state';
import type { GuestMount, ProcessSpec } from '../guest-container';
import { LIMITS } from '../guest-container';
import { toConfig } from '../image-views';
import type { StoredImage } from '../store/images';

/** Size of a terminal until the one that shows it says otherwise. */
export const TERMINAL = { rows: 24, cols: 80 };

/** What a container is to be: what was asked for, over what its image says, as Docker puts the two together. */
export class ContainerDefinition {
  readonly spec: ContainerSpec;
  readonly image: StoredImage;
  readonly hostname: string;
  /** All that is mounted into it: what was asked for, and the image's own volumes. */
  readonly mounts: readonly ContainerMount[];
  /** Names of the volumes that go with it, since nobody named them. */
  readonly unnamedVolumes: readonly string[];

  constructor(spec: ContainerSpec, image: StoredImage, id: string) {
    this.spec = spec;
    this.image = image;
    this.hostname = spec.hostname ?? id.slice(0, 12);
    const asked = spec.mounts ?? [];
    const own = Object.keys(image.config.config?.Volumes ?? {})
      .filter((path) => !asked.some(({ target }) => target === path))
      .map((target) => ({ type: 'volume', source: '', target, readOnly: false }) as const);
    const unnamed: string[] = [];
    this.mounts = [...asked, ...own].map((mount) => {
      if (mount.type !== 'volume' || mount.source !== '') return mount;
      const source = randomBytes(32).toString('hex');
      unnamed.push(source);
      return { ...mount, source };
    });
    this.unnamedVolumes = unnamed;
  }

  get labels(): Readonly<Record<string, string>> {
    return { ...this.#config.Labels, ...this.spec.labels, [OURS_LABEL]: this.spec.owner };
  }

  get user(): string {
    return this.spec.user ?? this.#config.User ?? '';
  }

  get workingDir(): string {
    return this.spec.workingDir ?? (this.#config.WorkingDir || '/');
  }

  get entrypoint(): readonly string[] | null {
    return this.spec.entrypoint ?? this.#config.Entrypoint ?? null;
  }

  get arguments(): readonly string[] | null {
    return this.spec.arguments ?? this.#config.Cmd ?? null;
  }

  get stopSignal(): string {
    return this.spec.stopSignal ?? this.#config.StopSignal ?? 'SIGTERM';
  }

  /** What is asked about its health: the image's check, with what was asked for over it. */
  get healthcheck(): Healthcheck | null {
    const own = this.spec.healthcheck;
    const { healthcheck: image } = toConfig(this.image);
    if (!own) return image;
    return { ...image, ...own, test: own.test.length > 0 ? own.test : (image?.test ?? []) };
  }

  /** What runs a command that is written as a line. */
  get shell(): readonly string[] {
    return this.#config.Shell ?? ['/bin/sh', '-c'];
  }

  /** The argument vector of its first process; empty when neither the image nor the order has one. */
  get command(): string[] {
    const entrypoint = this.entrypoint ?? [];
    if (this.spec.arguments && this.spec.arguments.length > 0) return [...entrypoint, ...this.spec.arguments];
    // A new entrypoint, an empty one too, takes the image's CMD away, as Docker has it.
    return this.spec.entrypoint ? [...entrypoint] : [...entrypoint, ...(this.#config.Cmd ?? [])];
  }

  /** `NAME=value`, each name once. */
  get env(): string[] {
    const base = [...(this.#config.Env ?? [])];
    const own = { HOSTNAME: this.hostname, ...(this.spec.tty && { TERM: 'xterm' }), ...this.spec.env };
    return Object.entries(own).reduce((all, [name, value]) => withVariable(all, name, value), base);
  }

  /** Its first process. */
  get process(): ProcessSpec {
    return {
      arguments: this.command,
      env: this.env,
      cwd: this.workingDir,
      user: this.user,
      stdin: this.spec.stdin ?? false,
      ...(this.spec.init && { init: true }),
      ...(this.spec.tty && { tty: TERMINAL }),
    };
  }

  /** What the guest is told to limit: never more than the guest itself can do without. */
  get limits(): { readonly memory?: number; readonly processes?: number; readonly cpu?: number } {
    const { memoryBytes, processes, cpus } = this.spec.limits ?? {};
    return {
      ...(memoryBytes !== undefined && { memory: Math.min(memoryBytes, LIMITS.memory) }),
      ...(processes !== undefined && { processes: Math.min(processes, LIMITS.processes) }),
      ...(cpus !== undefined && { cpu: Math.max(1, Math.round(cpus * 1000)) }),
    };
  }

  get guestMounts(): GuestMount[] {
    return this.mounts.flatMap(toGuestMount);
  }

  /** Names of its volumes. */
  get volumes(): string[] {
    return this.mounts.flatMap((mount) => (mount.type === 'volume' ? [mount.source] : []));
  }

  get #config() {
    return this.image.config.config ?? {};
  }
}

function toGuestMount(mount: ContainerMount): GuestMount[] {
  switch (mount.type) {
    case 'tmpfs':
      return [
        {
          kind: 'tmpfs',
          target: mount.target,
          ...(mount.sizeBytes !== undefined && { size: mount.sizeBytes }),
        },
      ];
    case 'volume':
      return [
        {
          kind: 'bind',
          source: `/data/volumes/${mount.source}`,
          target: mount.target,
          readonly: mount.readOnly,
        },
      ];
    case 'bind':
      return []; // refused before: the guest does not see the computer's files
  }
}
