import { randomUUID } from 'node:crypto';
import type { ContainerMount } from '../shared/engine/container';
import type { Engine } from '../engines/engine';
import { CHECK_OWNER } from './owner';

/** The volumes of one check: a learner's names, each with a volume of its own behind it that nobody else has. */
export class CheckVolumes {
  readonly #names = new Map<string, string>();

  constructor(readonly engine: Engine) {}

  /** The mounts with this check's volumes. A volume without a name is a new one each time. */
  async prepare(mounts: readonly ContainerMount[]): Promise<readonly ContainerMount[]> {
    const prepared: ContainerMount[] = [];
    for (const mount of mounts) {
      prepared.push(mount.type === 'volume' ? { ...mount, source: await this.#volume(mount.source) } : mount);
    }
    return prepared;
  }

  /** Removes them. */
  async remove(): Promise<void> {
    for (const name of this.#names.values()) {
      await this.engine.volumes.remove(name).catch(() => undefined); // was never made, or the engine is gone
    }
  }

  async #volume(source: string): Promise<string> {
    const known = source === '' ? undefined : this.#names.get(source);
    if (known !== undefined) return known;
    const name = `drydock-check-${randomUUID().slice(0, 8)}`;
    this.#names.set(source === '' ? name : source, name);
    await this.engine.volumes.create({ name, owner: CHECK_OWNER });
    return name;
  }
}
