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
  { name: 'docker, BuildKit', endpoint: docker, builder: 'buildkit', prunesStages: true, compose: true },
  {
    name: 'docker, classic builder',
    endpoint: docker,
    builder: 'classic',
    prunesStages: false,
    compose: false,
  },
  { name: 'podman', endpoint: podman, builder: 'auto', prunesStages: false, compose: true },
] as const;

const ready = await Promise.all(
  builders.map(async ({ endpoint, builder }) => {
    if (!endpoint) return undefined;
    const engine = new DockerEngine(endpoint, { builder });
    const status = await engine.status();
    if (status.state !== 'ready') return undefined;
    return engine.images.inspect(CONTRACT_BASE).then(
      () => status.capabilities,
      () => undefined, // the base was not imported here: the suite is skipped, which the report shows
    );
  }),
);

describe.each(builders.map((each, index) => ({ ...each, capabilities: ready[index] })))(
  'the engine contract: $name',
  ({ endpoint, builder, prunesStages, compose, capabilities }) => {
    if (!endpoint || !capabilities) {
      it.skip(`no engine answers, or it has no ${CONTRACT_BASE}`, () => undefined);
      return;
    }
    describe('on a running engine', { timeout: 60_000 }, () => {
      engineContract({
        prunesStages,
        compose,
        capabilities,
        create: () => new DockerEngine(endpoint, { builder }),
        stranger: {
          container: async () => {
            const { docker } = await new Client(endpoint).connect();
            const container = await docker.createContainer({ Image: CONTRACT_BASE, Cmd: ['sleep', '60'] });
            await container.start();
            return { id: container.id, remove: () => container.remove({ force: true }) };
          },
        },
        cleanUp: async () => {
          const { docker } = await new Client(endpoint).connect();
          await docker.pruneImages({ filters: { dangling: ['true'], label: ['dev.drydock.test=1'] } });
        },
      });
    });
  },
);
