import { describe, expect, it } from 'vitest';
import type { ContainerDetails } from '../shared/engine/container';
import type { ImageDetails } from '../shared/engine/image';
import { containerCheckSchema } from '../shared/checks/schema/container';
import type { Engine } from '../engines/engine';
import { gatherWatched } from './watched-evidence';

/** An engine whose containers end as they are told, one after the other. */
function engineWhose(ends: readonly Partial<ContainerDetails>[]) {
  let started = 0;
  const containers = {
    create: () => Promise.resolve(`c${started}`),
    start: () => Promise.resolve(void started++),
    inspect: () => Promise.resolve({ state: 'exited', ports: [], ...ends[started - 1] }),
    logs: async function* () {},
    remove: () => Promise.resolve(),
  };
  return { engine: { containers } as unknown as Engine, started: () => started };
}

async function watch(parts: object, ends: readonly Partial<ContainerDetails>[]) {
  const { engine, started } = engineWhose(ends);
  const check = containerCheckSchema.parse({ id: 'c', kind: 'container', title: 'C', ...parts });
  const image = { id: 'sha256:1', config: { healthcheck: null } } as unknown as ImageDetails;
  const { outOfMemory } = await gatherWatched({
    engine,
    image,
    check,
    options: undefined,
    signal: undefined,
  });
  return { outOfMemory, started: started() };
}

const MISSED = { exitCode: 137, outOfMemory: false };
const SEEN = { exitCode: 137, outOfMemory: true };

describe('a container that was killed while it had a limit', () => {
  const check = { memory: 16 << 20, outOfMemory: true };

  it('is run again when the engine missed why', async () => {
    expect(await watch(check, [MISSED, SEEN])).toEqual({ outOfMemory: true, started: 2 });
  });

  it('is believed after the ninth time, and where no limit was set', async () => {
    const missed = Array.from({ length: 9 }, () => MISSED);
    expect(await watch(check, [...missed, SEEN])).toEqual({ outOfMemory: false, started: 9 });
    expect(await watch({ outOfMemory: true }, [MISSED, SEEN])).toEqual({ outOfMemory: false, started: 1 });
  });
});
