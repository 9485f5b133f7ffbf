import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { discoverDocker } from '../docker/connection';
import { DockerEngine } from '../docker/docker-engine';
import { OURS_LABEL } from '../engine';
import { testEngine } from './testing/engine';
import { hasSkopeo } from './testing/skopeo';

/** What is built here is the same wherever and whenever it is built, and works where Docker is. */

const data = mkdtempSync(join(tmpdir(), 'drydock-portable-'));
const ours = testEngine(data);
const OWNER = `portable-${process.pid}`;
const TAG = `drydock-portable:${process.pid}`;
const DOCKERFILE = `FROM busybox:1.36
ENV GREETING=hello
WORKDIR /app
COPY files .
RUN rm /etc/group && mkdir -p empty && echo made > made && ln -s made link && chown 7:8 made
USER 1000
ENTRYPOINT ["sh", "-c"]
CMD ["echo $GREETING from $(cat made) as $(id -u); ls /app; test -e /etc/group || echo gone"]
`;

const [endpoint] = await discoverDocker({ env: process.env, home: homedir(), platform: process.platform });
const docker = endpoint && new DockerEngine(endpoint, { builder: 'buildkit' });
const dockerAnswers = (await docker?.status())?.state === 'ready';

afterAll(async () => {
  await docker?.close();
  await ours.close();
  rmSync(data, { recursive: true, force: true });
});

/** A context whose files are of that age; the id of what is built of it, no step from the cache. */
async function build(age: number, buildArgs: Record<string, string> = {}): Promise<string> {
  const context = mkdtempSync(join(data, 'context-'));
  mkdirSync(join(context, 'files'));
  writeFileSync(join(context, 'Dockerfile'), DOCKERFILE);
  for (const name of ['one', 'two']) {
    writeFileSync(join(context, 'files', name), name);
    utimesSync(join(context, 'files', name), age, age);
  }
  const request = { context, tag: TAG, labels: { [OURS_LABEL]: OWNER }, noCache: true, buildArgs };
  for await (const event of ours.build(request, new AbortController().signal)) {
    if (event.type === 'failed') throw new Error(event.failure.message);
    if (event.type === 'done') return event.imageId;
  }
  throw new Error('The build told no end.');
}

describe('an image of the embedded engine', { timeout: 120_000 }, () => {
  it('has the same digest for the same input, where SOURCE_DATE_EPOCH says how old it is', async () => {
    const epoch = { SOURCE_DATE_EPOCH: '1700000000' };
    const first = await build(1_800_000_000, epoch);
    expect(await build(1_800_000_500, epoch)).toBe(first);
    expect((await ours.images.inspect(first)).created).toMatch(/^2023-11-14T22:13:20/);
    expect(await build(1_800_000_000)).not.toBe(first);
  });

  it.skipIf(!dockerAnswers)(
    'runs in Docker once it is saved and loaded (skipped without Docker)',
    async () => {
      await build(1_700_000_000);
      const file = join(data, 'image.tar');
      await ours.images.save([TAG], file);
      await docker!.images.load(file);
      try {
        const request = { image: TAG, arguments: [], env: {}, timeoutMs: 60_000, outputCap: 10_000 };
        const said = 'hello from made as 1000\nempty\nlink\nmade\none\ntwo\ngone\n';
        expect(await docker!.containers.run(request)).toMatchObject({ exitCode: 0, stdout: said });
        expect(await ours.containers.run(request)).toMatchObject({ exitCode: 0, stdout: said });
      } finally {
        await docker!.images.remove(TAG);
      }
    },
  );

  it.skipIf(!hasSkopeo())('is an archive that skopeo reads as a whole (skipped without skopeo)', async () => {
    const id = await build(1_700_000_000);
    const file = join(data, 'oci.tar');
    await ours.images.save([TAG], file);
    const skopeo = (...args: string[]) => execFileSync('skopeo', args, { encoding: 'utf8' });
    // Every blob is read and held against its digest on the way.
    skopeo('copy', '-q', '--insecure-policy', `docker-archive:${file}`, `oci:${join(data, 'layout')}:copy`);
    const config = JSON.parse(skopeo('inspect', '--config', `oci:${join(data, 'layout')}:copy`)) as {
      readonly architecture: string;
      readonly rootfs: { readonly diff_ids: readonly string[] };
    };
    expect(config.architecture).toBe('386');
    expect(config.rootfs.diff_ids).toHaveLength((await ours.images.inspect(id)).layers.length);
  });
});
