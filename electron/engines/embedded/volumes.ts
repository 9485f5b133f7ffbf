import type { VolumeSpec, VolumeSummary } from '../../shared/engine/volume';
import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';
import type { Happening } from './event-hub';
import { GuestLost } from './guest-error';
import { field } from './protocol/fields';
import { REQUEST, TAG } from './protocol/numbers';
import type { VirtualMachine } from './virtual-machine';
import type { EngineVolumes } from '../volumes';

interface Volume {
  readonly summary: VolumeSummary;
  /** Ids of the containers that it is mounted in. */
  readonly users: Map<string, string>;
  readonly letGo: () => void;
}

/**
 * The volumes of the embedded engine: folders in the machine's memory that outlive containers, not the app. While there
 * is one, the machine keeps its memory.
 */
export class EmbeddedVolumes implements EngineVolumes {
  readonly #machine: VirtualMachine;
  readonly #tell: (happening: Happening) => void;
  readonly #volumes = new Map<string, Volume>();

  constructor(machine: VirtualMachine, tell: (happening: Happening) => void) {
    this.#tell = tell;
    this.#machine = machine;
  }

  list(): Promise<readonly VolumeSummary[]> {
    const all = [...this.#volumes.values()].map(({ summary }) => summary);
    return Promise.resolve(all.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }

  inspect(volume: string): Promise<VolumeSummary> {
    const found = this.#volumes.get(volume);
    return found ? Promise.resolve(found.summary) : Promise.reject(unknown(volume));
  }

  async create(spec: VolumeSpec): Promise<void> {
    this.#make(spec);
  }

  async remove(volume: string): Promise<void> {
    const found = this.#volumes.get(volume);
    if (!found) throw unknown(volume);
    if (found.users.size > 0) {
      throw new DrydockError({
        kind: 'conflict',
        message: `The volume ${volume} is used by ${[...found.users.values()].join(', ')}.`,
        remedy: 'Remove these containers first.',
      });
    }
    this.#volumes.delete(volume);
    found.letGo();
    this.#tell({ subject: 'volume', action: 'removed', id: volume, name: volume, ours: true });
    if (!this.#machine.running) return;
    try {
      await this.#machine.use((guest) => guest.ask(REQUEST.discard, [field(TAG.name, volume)]));
    } catch (thrown) {
      if (!(thrown instanceof GuestLost)) throw thrown; // gone with the machine
    }
  }

  /** A container mounts it; it is made where it is missing, as Docker does. */
  mount(name: string, container: { readonly id: string; readonly name: string }, owner: string): void {
    const volume = this.#volumes.get(name) ?? this.#make({ name, owner });
    volume.users.set(container.id, container.name);
  }

  /** The container is gone, and with it the volumes that were made for it alone. */
  async unmount(container: string, unnamed: readonly string[]): Promise<void> {
    for (const volume of this.#volumes.values()) volume.users.delete(container);
    for (const name of unnamed) if (this.#volumes.get(name)?.users.size === 0) await this.remove(name);
  }

  #make({ name, owner, labels }: VolumeSpec): Volume {
    const there = this.#volumes.get(name);
    if (there) return there;
    if (!/^[a-zA-Z0-9][\w.-]{0,90}$/.test(name)) {
      throw new DrydockError({
        kind: 'invalid-input',
        message: `"${name}" is no name for a volume.`,
        remedy: 'Use letters, digits, dots, dashes and underscores, and begin with a letter or digit.',
      });
    }
    const volume = {
      summary: {
        name,
        driver: 'local',
        created: new Date().toISOString(),
        labels: { ...labels, [OURS_LABEL]: owner },
        ours: true,
      },
      users: new Map<string, string>(),
      letGo: this.#machine.hold(),
    };
    this.#volumes.set(name, volume);
    this.#tell({ subject: 'volume', action: 'created', id: name, name, ours: true });
    return volume;
  }
}

function unknown(volume: string): DrydockError {
  return new DrydockError({
    kind: 'not-found',
    message: `There is no volume ${volume} in the embedded engine.`,
    remedy: 'Make it first, or look at the list of volumes.',
  });
}
