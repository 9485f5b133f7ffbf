import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checks } from '../checks';
import type { Engine } from '../engines/engine';
import { OURS_LABEL } from '../engines/engine';
import { DockerEngine } from '../engines/docker/docker-engine';
import { Engines } from '../engines/select';
import type { LabKey } from '../shared/course/model';
import { labSchema } from '../shared/course/schema';

const engines = new Engines();
afterAll(() => engines.close());
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows

const lab: LabKey = 'containers/first/build';
const marker = `drydock-check-${process.pid}-${Date.now()}`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-checks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A step whose check runs the image for as long as nobody stops it, up to two minutes. */
const step = labSchema.parse({
  title: 'Waiting',
  minutes: 1,
  difficulty: 'easy',
  topics: ['images'],
  needs: ['build', 'run'],
  steps: [
    {
      id: 'wait',
      title: 'Wait',
      content: 'steps/01.md',
      points: 1,
      checks: [{ id: 'ends', title: 'It ends', kind: 'container', within: 120 }],
    },
  ],
}).steps[0]!;

const request = (chosen: () => Promise<Engine>) => ({
  lab,
  step,
  folder,
  engine: chosen,
  label: marker,
  correctQuestions: [],
});

describe('checks', () => {
  it('are made one at a time for a lab, and cancelling none does nothing', async () => {
    const checks = new Checks();
    checks.cancel(lab);
    const nobody = new DockerEngine({
      id: 'docker',
      kind: 'docker',
      name: 'Docker',
      address: `unix://${folder}/none`,
    });
    let answer = (_engine: Engine): void => undefined;
    const asked = new Promise<Engine>((resolve) => (answer = resolve));
    const first = checks.run(request(() => asked));
    await expect(checks.run(request(() => asked))).rejects.toMatchObject({ data: { kind: 'conflict' } });
    checks.cancelAll();
    answer(nobody);
    await expect(first).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    const again = await checks.run(request(async () => nobody));
    expect(again.outcomes[0]?.message).toContain('There is no Dockerfile');
  });

  it.skipIf(!engine)('are cancelled while a container runs, and leave neither it nor an image', async () => {
    if (!engine) return;
    await writeFile(join(folder, 'Dockerfile'), `FROM busybox:1.36\nCMD ["sleep", "110", "${marker}"]\n`);
    const docker = new Docker();
    const containers = async () =>
      (await docker.listContainers({ all: true })).filter(({ Command }) => Command.includes(marker));
    const images = () => docker.listImages({ filters: { label: [`${OURS_LABEL}=${marker}`] } });
    const checks = new Checks();
    const running = checks.run(request(async () => engine));
    running.catch(() => undefined); // looked at below
    await expect.poll(containers, { timeout: 30_000 }).toMatchObject([{ State: 'running' }]);
    expect(await images()).toHaveLength(1);
    checks.cancel(lab);
    await expect(running).rejects.toMatchObject({ data: { kind: 'cancelled' } });
    expect(await containers()).toEqual([]);
    expect(await images()).toEqual([]);
  });
});
