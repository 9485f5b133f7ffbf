import { homedir } from 'node:os';
import { describe, it } from 'vitest';
import { Client } from './docker/client';
import { discoverDocker } from './docker/connection';
import { DockerEngine } from './docker/docker-engine';
import { CONTRACT_BASE, engineContract } from './engine.contract';
import { discoverPodman } from './podman/podman';

const surroundings = { env: process.env, home: homedir(), platform: process.platform };
const [docker] = await discoverDocker(surroundings);
const [podman] = discoverPodman(surroundings);
const builders = [
  { name: 'docker, BuildKit', endpoint: docker, builder: 'buildkit', prunesStages: true },
  { name: 'docker, classic builder', endpoint: docker, builder: 'classic', prunesStages: false },
  { name: 'podman', endpoint: podman, builder: 'auto', prunesStages: false },
] as const;

const ready = await Promise.all(
  builders.map(async ({ endpoint }) => {
    if (!endpoint) return false;
    const engine = new DockerEngine(endpoint);
    if ((await engine.status()).state !== 'ready') return false;
    return engine.images.inspect(CONTRACT_BASE).then(
      () => true,
      () => false, // the base was not imported here: the suite is skipped, which the report shows
    );
  }),
);

describe.each(builders.map((each, index) => ({ ...each, ready: ready[index] ?? false })))(
  'the engine contract: $name',
  ({ endpoint, builder, prunesStages, ready: isReady }) => {
    if (!endpoint || !isReady) {
      it.skip(`no engine answers, or it has no ${CONTRACT_BASE}`, () => undefined);
      return;
    }
    describe('on a running engine', { timeout: 60_000 }, () => {
      engineContract({
        prunesStages,
        create: () => new DockerEngine(endpoint, { builder }),
        cleanUp: async () => {
          const connection = await new Client(endpoint).connect();
          await connection.docker.pruneImages({
            filters: { dangling: ['true'], label: ['dev.drydock.test=1'] },
          });
        },
      });
    });
  },
);
