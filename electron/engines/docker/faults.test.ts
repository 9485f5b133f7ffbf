/** What goes wrong outside a Dockerfile, made to happen. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../shared/engine/build';
import { Engines } from '../select';
import { DockerEngine } from './docker-engine';

const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-faults-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (path: string) =>
  new DockerEngine({ id: 'docker', kind: 'docker', name: 'Docker', address: `unix://${path}` });

async function lastOf(events: AsyncIterable<BuildEvent>): Promise<BuildEvent | undefined> {
  let last: BuildEvent | undefined;
  for await (const event of events) last = event;
  return last;
}

describe('an engine that does not answer', () => {
  it('is missing where there is no socket', async () => {
    expect(await at(join(folder, 'no.sock')).status()).toMatchObject({
      state: 'unavailable',
      reason: 'not-installed',
    });
  });

  it('is gone when its connection breaks, and a build says so as its last event', async () => {
    const path = join(folder, 'broken.sock');
    const server = createServer((socket) => socket.destroy()).listen(path);
    await new Promise((resolve) => server.once('listening', resolve));
    await writeFile(join(folder, 'Dockerfile'), 'FROM busybox:1.36\n');
    const { signal } = new AbortController();
    expect(await lastOf(at(path).build({ context: folder, labels: {} }, signal))).toMatchObject({
      type: 'failed',
      failure: { kind: 'engine-unavailable' },
    });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe.skipIf(!engine)('an engine', { timeout: 60_000 }, () => {
  it('gives 200,000 lines of log whole and in order', async () => {
    const id = await engine!.containers.create({
      image: 'busybox:1.36',
      owner: 'faults-test',
      arguments: ['seq', '200000'],
    });
    try {
      await engine!.containers.start(id);
      let expected = 1;
      for await (const { text } of engine!.containers.logs(id, { follow: true })) {
        if (text !== String(expected)) break;
        expected++;
      }
      expect(expected).toBe(200_001);
    } finally {
      await engine!.containers.remove(id, { force: true });
    }
  });
});
