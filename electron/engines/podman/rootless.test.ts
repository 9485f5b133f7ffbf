import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../shared/engine/build';
import { discoverDocker } from '../docker/connection';
import { DockerEngine } from '../docker/docker-engine';
import { OURS_LABEL } from '../engine';
import { ownSurroundings } from '../select';
import type { Session } from '../session';
import { RootlessPodman, whyNoRootless } from './testing/rootless';

const BASE = 'busybox:1.36';
const [docker] = await discoverDocker(ownSurroundings());
/** Docker has the image that Podman is given. */
const source = docker && new DockerEngine(docker);
const hasBase = await source?.images.inspect(BASE).then(
  () => true,
  () => false,
);
const missing = whyNoRootless() ?? (hasBase ? undefined : `needs a Docker with ${BASE}`);

/** All that a session prints. */
async function textOf({ output }: Session): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const { data } of output) parts.push(data);
  return Buffer.concat(parts).toString();
}

describe.skipIf(missing !== undefined)(
  `Podman of a user without rights${missing ? ` (${missing})` : ''}`,
  () => {
    let folder = '';
    let podman: RootlessPodman;
    let engine: DockerEngine;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drydock-rootless-test-'));
      await chmod(folder, 0o755);
      const archive = join(folder, 'base.tar');
      await source!.images.save([BASE], archive);
      podman = await RootlessPodman.start(archive);
      engine = new DockerEngine(podman.endpoint);
    }, 60_000);

    afterAll(async () => {
      await engine?.prune();
      await podman?.remove();
      await rm(folder, { recursive: true, force: true });
    });

    it('builds, shows what it built, runs it, types into it and cleans up', { timeout: 60_000 }, async () => {
      expect(await podman.isRootless()).toBe(true);
      expect(await engine.status()).toMatchObject({ state: 'ready', kind: 'podman' });
      const dockerfile = `FROM ${BASE}\nRUN id -u > /who\nCOPY a.txt /a.txt\nCMD ["cat", "/who", "/a.txt"]\n`;
      await writeFile(join(folder, 'Dockerfile'), dockerfile);
      await writeFile(join(folder, '.dockerignore'), '*.tar\n');
      await writeFile(join(folder, 'a.txt'), 'aye\n');
      const tag = 'drydock/rootless:1';
      let last: BuildEvent | undefined;
      const request = { context: folder, tag, labels: { [OURS_LABEL]: 'rootless' } };
      for await (const event of engine.build(request, new AbortController().signal)) last = event;
      expect(last).toMatchObject({ type: 'done', tags: [tag] });

      const { layers } = await engine.images.layers(tag);
      const added = await engine.images.files(tag, layers.length - 1);
      expect(added.find(({ path }) => path === '/a.txt')).toMatchObject({ change: 'added', size: 4 });

      const create = (words: readonly string[]): Promise<string> =>
        engine.containers.create({ image: tag, owner: 'rootless', arguments: words, network: 'none' });
      const ran = await create([]);
      const attached = await engine.containers.attach(ran);
      await engine.containers.start(ran);
      expect(await textOf(attached)).toBe('0\naye\n');

      const id = await create(['sleep', '600']);
      await engine.containers.start(id);
      const session = await engine.containers.exec(id, { command: ['cat'], stdin: true });
      await session.write(Buffer.from('typed\n'));
      session.closeInput();
      expect(await textOf(session)).toBe('typed\n');
      for (const container of [ran, id]) await engine.containers.remove(container, { force: true });
      await engine.images.remove(tag);
      await expect(engine.images.inspect(tag)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    });
  },
);
