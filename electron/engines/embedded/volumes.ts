import type { VolumeSpec, VolumeSummary } from '../../shared/engine/volume';
import { DrydockError } from '../../shared/errors';
import type { EngineVolumes } from '../volumes';
import { unsupported } from './unsupported';

/** The embedded engine keeps no volumes: what its containers write goes with the machine. */
export class EmbeddedVolumes implements EngineVolumes {
  list(): Promise<readonly VolumeSummary[]> {
    return Promise.resolve([]);
  }

  inspect(volume: string): Promise<VolumeSummary> {
    return Promise.reject(
      new DrydockError({
        kind: 'not-found',
        message: `There is no volume ${volume} in the embedded engine.`,
        remedy: 'Use Docker for volumes.',
      }),
    );
  }

  create(spec: VolumeSpec): Promise<void> {
    return Promise.reject(unsupported(`keep the volume ${spec.name} yet`, 'Use Docker for this.'));
  }

  remove(volume: string): Promise<void> {
    return this.inspect(volume).then(() => undefined);
  }
}
