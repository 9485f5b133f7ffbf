import type Docker from 'dockerode';
import type { VolumeSpec, VolumeSummary } from '../../shared/engine/volume';
import { DrydockError } from '../../shared/errors';
import { OURS_LABEL } from '../engine';
import type { EngineVolumes } from '../volumes';
import type { Client, Connection } from './client';
import { statusOf } from './errors';
import { assertOurs, isOurs } from './ours';

/** The volumes of an engine that speaks Docker's API; see `EngineVolumes`. */
export class DockerVolumes implements EngineVolumes {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  list(): Promise<readonly VolumeSummary[]> {
    return this.#client.ask({ doing: 'list its volumes' }, async ({ docker }) => {
      const { Volumes } = (await docker.listVolumes()) as { Volumes: RawVolume[] | null };
      return (Volumes ?? []).map(toSummary).sort((a, b) => (a.name < b.name ? -1 : 1));
    });
  }

  inspect(volume: string): Promise<VolumeSummary> {
    return this.#ask('inspect', volume, async ({ docker }) =>
      toSummary(await docker.getVolume(volume).inspect()),
    );
  }

  create(spec: VolumeSpec): Promise<void> {
    return this.#ask('make', spec.name, async ({ docker }) => {
      const there = await docker
        .getVolume(spec.name)
        .inspect()
        .catch((thrown: unknown) => {
          if (statusOf(thrown) !== 404) throw thrown;
          return undefined;
        });
      if (there && !isOurs(there.Labels)) {
        throw new DrydockError({
          kind: 'conflict',
          message: `There is a volume ${spec.name} already, which Drydock did not make.`,
          remedy: 'Choose another name.',
        });
      }
      if (there) return;
      await docker.createVolume({ Name: spec.name, Labels: { ...spec.labels, [OURS_LABEL]: spec.owner } });
    });
  }

  remove(volume: string): Promise<void> {
    return this.#ask('remove', volume, async ({ docker }) => {
      const handle = docker.getVolume(volume);
      assertOurs((await handle.inspect()).Labels, `volume ${volume}`);
      await handle.remove();
    });
  }

  #ask<T>(verb: string, volume: string, asking: (connection: Connection) => Promise<T>): Promise<T> {
    return this.#client.ask({ doing: `${verb} the volume ${volume}`, subject: `volume ${volume}` }, asking);
  }
}

type RawVolume = Docker.VolumeInspectInfo & { readonly CreatedAt?: string };

function toSummary(volume: RawVolume): VolumeSummary {
  return {
    name: volume.Name,
    driver: volume.Driver,
    created: volume.CreatedAt ? new Date(volume.CreatedAt).toISOString() : null,
    labels: volume.Labels ?? {},
    ours: isOurs(volume.Labels),
  };
}
