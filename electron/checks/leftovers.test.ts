import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OURS_LABEL } from '../engines/engine';
import { Engines } from '../engines/select';
import { removeLeftovers } from './leftovers';
import { CHECK_OWNER, isOfDeadProcess } from './owner';

const dead = `check/${spawnSync(process.execPath, ['--version']).pid}@${hostname()}`;

it('tells whose process is no more; that of another machine cannot be known', () => {
  expect(isOfDeadProcess(dead)).toBe(true);
  for (const owner of [
    CHECK_OWNER,
    dead.replace('@', '@not-'),
    'lab/a/b/c',
    'check',
    `check/1@${hostname()}`,
    undefined,
  ])
    expect(isOfDeadProcess(owner)).toBe(false);
});

const engines = new Engines();
afterAll(() => engines.close());
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base: skipped, which the report shows

describe.skipIf(!engine)('what a killed check left', { timeout: 60_000 }, () => {
  it('is removed, and what a living one works with stays', async () => {
    const { containers, networks, volumes, images } = engine!;
    const folder = await mkdtemp(join(tmpdir(), 'drydock-left-'));
    await writeFile(join(folder, 'Dockerfile'), 'FROM busybox:1.36\nENV LEFT=behind\n');
    const make = async (owner: string, name: string) => {
      await networks.create({ name, owner });
      await volumes.create({ name, owner });
      const container = await containers.create({
        image: 'busybox:1.36',
        owner,
        arguments: ['sleep', '60'],
        name,
      });
      await containers.start(container);
      const tag = `drydock/${name}:latest`;
      const labels = { [OURS_LABEL]: owner };
      for await (const event of engine!.build({ context: folder, labels, tag }, new AbortController().signal))
        if (event.type === 'failed') throw new Error(event.failure.message);
    };
    const there = async (name: string) => ({
      container: (await containers.list({ all: true })).some((each) => each.name === name),
      network: (await networks.list()).some((each) => each.name === name),
      volume: (await volumes.list()).some((each) => each.name === name),
      image: (await images.list()).some(({ tags }) => tags.includes(`drydock/${name}:latest`)),
    });
    const left = 'check-1ef70001';
    const living = 'check-a11fe001';
    const all = (is: boolean) => ({ container: is, network: is, volume: is, image: is });
    try {
      await make(dead, left);
      await make(CHECK_OWNER, living);
      expect(await there(left)).toEqual(all(true));
      expect(await removeLeftovers(engine!)).toBeGreaterThanOrEqual(4);
      expect(await there(left)).toEqual(all(false));
      expect(await there(living)).toEqual(all(true));
    } finally {
      await rm(folder, { recursive: true, force: true });
      await containers.remove(living, { force: true });
      await networks.remove(living);
      await volumes.remove(living);
      await images.remove(`drydock/${living}:latest`);
    }
  });
});
