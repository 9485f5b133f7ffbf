import { describe, it } from 'vitest';
import { Client } from '../docker/client';
import type { DockerEngineOptions } from '../docker/docker-engine';
import { DockerEngine } from '../docker/docker-engine';
import type { Endpoint } from '../docker/endpoint';
import type { ContractSubject } from '../engine.contract';
import { CONTRACT_BASE, engineContract } from '../engine.contract';
import { TEST_LABEL } from './harness';

/** An engine with Docker's API that the suite is to run over, if it answers. */
export interface DockerSubject extends Pick<ContractSubject, 'prunesStages' | 'scope' | 'alone'> {
  readonly name: string;
  readonly endpoint: Endpoint | undefined;
  readonly builder: NonNullable<DockerEngineOptions['builder']>;
}

/** Registers the contract suite over an engine; where none answers, that it was skipped. */
export async function dockerContract(subject: DockerSubject): Promise<void> {
  const { name, endpoint, builder, ...rest } = subject;
  const capabilities = endpoint && (await capabilitiesOf(endpoint, builder));
  describe(`the engine contract: ${name}`, () => {
    if (!endpoint || !capabilities) {
      it.skip(`no engine answers, or it has no ${CONTRACT_BASE}`, () => undefined);
      return;
    }
    describe('on a running engine', { timeout: 60_000 }, () => {
      engineContract({
        ...rest,
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
          await docker.pruneImages({
            filters: { dangling: ['true'], label: [TEST_LABEL.replace('LABEL ', '')] },
          });
        },
      });
    });
  });
}

async function capabilitiesOf(endpoint: Endpoint, builder: DockerSubject['builder']) {
  const engine = new DockerEngine(endpoint, { builder });
  const status = await engine.status();
  if (status.state !== 'ready') return undefined;
  return engine.images.inspect(CONTRACT_BASE).then(
    () => status.capabilities,
    () => undefined, // the base was not imported here: the suite is skipped, which the report shows
  );
}
