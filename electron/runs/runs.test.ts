import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Builds } from '../builds';
import { Engines } from '../engines/select';
import { Runs } from '../runs';

const engines = new Engines();
const engine = await engines
  .select('docker')
  .then(async (found) => (await found.images.inspect('busybox:1.36')) && found)
  .catch(() => null); // no engine, or without the base of the labs: skipped, which the report shows
afterAll(() => engines.close());

const workspace = `scratch/runs-${process.pid}`;

describe.skipIf(engine === null)('runs of what was built', () => {
  let folder = '';
  let builds: Builds;
  let images: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-runs-'));
    images = [];
    builds = new Builds({ folder: join(folder, 'records'), engine: () => engines.select('docker') });
  });
  afterAll(async () => {
    await builds.close();
    for (const image of new Set(images)) await engine?.images.remove(image).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  /** Builds a Dockerfile and gives the build's id. */
  const build = async (dockerfile: string): Promise<string> => {
    await writeFile(join(folder, 'Dockerfile'), dockerfile);
    const id = await builds.start({ workspace, context: folder, options: {} });
    const record = await builds.finished(id);
    if (record?.result.ok) images.push(record.result.imageId);
    return id;
  };
  const runs = (timeoutMs = 30_000): Runs =>
    new Runs({
      record: (of, id) => builds.record(of, id),
      engine: (id) => engines.select(id),
      timeoutMs,
    });

  it('give both streams and the exit code of what the image starts', async () => {
    const id = await build('FROM busybox:1.36\nCMD ["sh", "-c", "echo out; echo err >&2; exit 3"]\n');
    expect(await runs().start(workspace, id)).toMatchObject({
      build: id,
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
      truncated: false,
    });
  });

  it('end when their time is over, and when they are stopped; one at a time', async () => {
    const id = await build('FROM busybox:1.36\nCMD ["sleep", "100"]\n');
    expect(await runs(500).start(workspace, id)).toMatchObject({ exitCode: null });
    const long = runs();
    const stopped = long.start(workspace, id);
    await expect(long.start(workspace, id)).rejects.toMatchObject({ data: { kind: 'conflict' } });
    setTimeout(() => long.stop(workspace), 300);
    await expect(stopped).rejects.toMatchObject({ data: { kind: 'cancelled' } });
  });

  it('wait for a build that is still under way', async () => {
    await writeFile(join(folder, 'Dockerfile'), 'FROM busybox:1.36\nRUN sleep 0.3\nCMD ["echo", "built"]\n');
    const id = await builds.start({ workspace, context: folder, options: { noCache: true } });
    expect(await runs().start(workspace, id)).toMatchObject({ stdout: 'built\n' });
    const { result } = (await builds.last(workspace)) ?? {};
    if (result?.ok) images.push(result.imageId);
  });

  it('refuse a build that made no image, one of other files, and one that never was', async () => {
    const failed = await build('FROM busybox:1.36\nRUN false\n');
    const good = await build('FROM busybox:1.36\n');
    for (const [of, id] of [
      [workspace, failed],
      ['scratch/other', good],
      [workspace, 'none'],
    ] as const) {
      await expect(runs().start(of, id)).rejects.toMatchObject({ data: { kind: 'not-found' } });
    }
  });
});
