import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverDocker } from '../../docker/connection';
import { DockerEngine } from '../../docker/docker-engine';
import { Layers } from '../layer/layers';
import { ImageStore } from '../store/images';
import { loadImages } from '../store/load';
import { saveImages } from '../store/save';
import { testEngine } from '../testing/engine';
import type { Built } from './builder';
import { buildCase } from './builder';
import type { TruthCase } from './case';
import { TRUTH_BASE, TRUTH_FILES } from './case';
import { copy } from './cases/copy';
import { failures } from './cases/failures';
import { run } from './cases/run';
import { settings } from './cases/settings';
import { stages } from './cases/stages';
import { addition } from './cases/addition';
import type { Outcome } from './compare';
import { differences } from './compare';

/**
 * The same Dockerfiles built by real Docker and by the embedded engine, with the same busybox for i386 under both:
 * configuration, history, files and failures must be equal. `npm run truth` builds all of them, `npm test` a part.
 */
const ALL: readonly TruthCase[] = [...settings, ...run, ...copy, ...addition, ...stages, ...failures];
const wanted = process.env.DRYDOCK_TRUTH ?? 'quick';
const chosen = ALL.filter(
  (each) => wanted === 'all' || (wanted === 'quick' ? each.quick : each.name.includes(wanted)),
);
const DOCKER_AT_ONCE = 3;

const [endpoint] = await discoverDocker({ env: process.env, home: homedir(), platform: process.platform });
const docker = endpoint && new DockerEngine(endpoint, { builder: 'buildkit' });
const status = await docker?.status();
const usable = status?.state === 'ready' && status.platform === 'linux/amd64';

describe.skipIf(!usable)('what Docker builds, the embedded engine builds alike', { timeout: 600_000 }, () => {
  const data = mkdtempSync(join(tmpdir(), 'drydock-truth-'));
  const ours = testEngine(join(data, 'engine'));
  const ourStore = new ImageStore(join(data, 'engine/images'));
  const theirStore = new ImageStore(join(data, 'docker'));
  const results = new Map<TruthCase, readonly string[]>();

  const server = createServer(({ url }, response) => {
    const content = Object.entries(TRUTH_FILES).find(([path]) => path === url)?.[1];
    if (content === undefined) response.statusCode = 404;
    response.end(content);
  });
  let files = '';

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    files = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await giveBase();
    const started = performance.now();
    const [theirs, own] = await Promise.all([buildTheirs(), buildOurs()]);
    await fetchTheirs(theirs);
    for (const each of chosen) {
      const [their, our] = [theirs.get(each)!, own.get(each)!];
      const history = each.reference === undefined;
      const lines = await differences(
        await outcome(their, theirStore),
        await outcome(our, ourStore),
        history,
      );
      results.set(each, each.older ? lines.filter((line) => !each.older!.lines.test(line)) : lines);
    }
    report(performance.now() - started);
  }, 900_000);

  afterAll(async () => {
    server.close();
    await docker?.prune(OWNER);
    await docker?.close();
    await ours.close();
    rmSync(data, { recursive: true, force: true });
  });

  it.each(chosen.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    expect(results.get(each)).toEqual([]);
  });

  const OWNER = `truth-${process.pid}`;

  /** Both have the same files; each is told that they are for the kernel it runs on. */
  async function giveBase(): Promise<void> {
    await ours.images.tag('busybox:1.36', TRUTH_BASE);
    const image = (await ourStore.find(TRUTH_BASE))!;
    const source = new ImageStore(join(data, 'engine/images'));
    const forDocker = await source.add({ ...image.config, architecture: 'amd64' }, 'busybox:truth-amd64');
    const file = join(data, 'base.tar');
    const archive = saveImages(source, [{ ...forDocker, tags: [TRUTH_BASE] }]);
    await pipeline(archive, createWriteStream(file));
    await docker!.images.load(file);
  }

  async function buildTheirs(): Promise<Map<TruthCase, Built>> {
    const built = new Map<TruthCase, Built>();
    const waiting = [...chosen];
    const worker = async () => {
      for (let each = waiting.shift(); each; each = waiting.shift())
        built.set(
          each,
          await buildCase(docker!, each, each.reference ?? each.dockerfile, data, OWNER, files),
        );
    };
    await Promise.all(Array.from({ length: DOCKER_AT_ONCE }, worker));
    return built;
  }

  async function buildOurs(): Promise<Map<TruthCase, Built>> {
    const built = new Map<TruthCase, Built>();
    for (const each of chosen)
      built.set(each, await buildCase(ours, each, each.dockerfile, data, OWNER, files));
    return built;
  }

  async function fetchTheirs(built: ReadonlyMap<TruthCase, Built>): Promise<void> {
    const ids = [...new Set([...built.values()].flatMap((each) => ('id' in each ? [each.id] : [])))];
    if (ids.length === 0) return;
    const file = join(data, 'docker.tar');
    await docker!.images.save(ids, file);
    await loadImages(theirStore, createReadStream(file));
  }

  async function outcome(built: Built, store: ImageStore): Promise<Outcome> {
    if ('failure' in built) return built;
    return { image: await store.get(built.id), layers: new Layers(store.blobs) };
  }

  function report(ms: number): void {
    const topics = [...new Set(chosen.map((each) => each.name.split(':')[0]!))];
    const rows = topics.map((topic) => {
      const lines = [...results]
        .filter(([each]) => each.name.startsWith(`${topic}:`))
        .map(([, lines]) => lines);
      const equal = lines.filter((each) => each.length === 0).length;
      return { topic, cases: lines.length, equal, differ: lines.length - equal };
    });
    const table = rows.map(
      ({ topic, cases, equal, differ }) =>
        `  ${topic.padEnd(12)}${cases}  equal ${equal}  different ${differ}`,
    );
    process.stderr.write(
      `Docker ${status?.state === 'ready' ? status.version : ''} and the embedded engine, ${chosen.length} of ${ALL.length} Dockerfiles in ${(ms / 1000).toFixed(0)} s:\n${table.join('\n')}\n`,
    );
    mkdirSync('out', { recursive: true });
    const detail = Object.fromEntries([...results].map(([each, lines]) => [each.name, lines]));
    writeFileSync('out/truth.json', JSON.stringify({ rows, differences: detail }, undefined, 2));
  }
});
