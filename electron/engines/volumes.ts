import type { VolumeSpec, VolumeSummary } from '../shared/engine/volume';

/** The volumes of an engine, named by their names. Removing one that Drydock did not make is refused (`refused`). */
export interface EngineVolumes {
  list(): Promise<readonly VolumeSummary[]>;
  inspect(volume: string): Promise<VolumeSummary>;
  /** Makes a volume; one of that name that is there already and ours is kept, another's is a `conflict`. */
  create(spec: VolumeSpec): Promise<void>;
  /** Throws `conflict` while a container uses it. */
  remove(volume: string): Promise<void>;
}
