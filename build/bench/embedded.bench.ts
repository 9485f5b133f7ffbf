import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverDocker } from '../../electron/engines/docker/connection';
import { DockerEngine } from '../../electron/engines/docker/docker-engine';
import type { EmbeddedEngine } from '../../electron/engines/embedded/embedded-engine';
import type { Engine } from '../../electron/engines/engine';
import { type Bench, type BenchRow, median } from './bench';
import { echoSteps, largeFile, manyFiles } from './embedded/contexts';
import { build, IMAGE, open, run, runIn } from './embedded/engine';
import { timed } from './statistics';

const ROUNDS = 5;

/** The engine inside Drydock beside Docker's BuildKit: how long it takes. */
export const bench: Bench = {
  name: 'embedded',
  async run() {
    const data = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
    const docker = await dockerEngine();
    try {
      const rows = [await firstBoot(data), await ready(data), ...(await cold(data, docker))];
      const engine = open(data);
      await engine.prepare();
      rows.push(...(await runs(engine)));
      rows.push(...(await builds(engine, docker)));
      rows.push(...(await python(engine)));
      await engine.close();
      return rows;
    } finally {
      await docker?.close();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function firstBoot(data: string): Promise<BenchRow> {
  const engine = open(data);
  const ms = await timed(() => run(engine, 'echo', 'hello'));
  await engine.close();
  return value('first boot to a container, state derived', ms, 10_000);
}

async function ready(data: string): Promise<BenchRow> {
  const starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const engine = open(data);
    starts.push(await timed(() => engine.wake()));
    await engine.close();
  }
  return value('machine ready from its cached state', median(starts), 500);
}

/** The first build of an engine that was not even started. */
async function cold(data: string, docker: Engine | undefined): Promise<BenchRow[]> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 3; round++) {
    const engine = open(data);
    await within(echoSteps(), async (folder) => {
      ours.push(await timed(() => build(engine, folder)));
      if (docker) theirs.push(await timed(() => build(docker, folder)));
    });
    await engine.close();
  }
  return [beside('five RUN echo, no cache, machine not started', ours, theirs, { of: 'ratio', most: 1.5 })];
}

async function runs(engine: EmbeddedEngine): Promise<BenchRow[]> {
  await run(engine, 'echo', 'hello');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => run(engine, 'echo', 'hello')));
  return [value('run busybox echo', median(times), 300)];
}

async function builds(engine: EmbeddedEngine, docker: Engine | undefined): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const compare = async (
    what: string,
    make: () => string,
    budget: NonNullable<BenchRow['budget']>,
    again = false,
  ) => {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      await within(make(), async (folder) => {
        if (again) for (const each of docker ? [engine, docker] : [engine]) await build(each, folder, false);
        const mine = await timed(() => build(engine, folder, !again));
        const peer = docker && (await timed(() => build(docker, folder, !again)));
        if (round === 0) return; // warms both
        ours.push(mine);
        if (peer !== undefined) theirs.push(peer);
      });
    }
    rows.push(beside(what, ours, theirs, budget));
  };
  await compare('five RUN echo, no cache', echoSteps, { of: 'ratio', most: 1 });
  await compare('the same again, all cached', echoSteps, { of: 'value', most: 50 }, true);
  await compare('COPY of 1,000 files', manyFiles, { of: 'value', most: 1_500 });
  await compare('COPY of 20 MB', largeFile, { of: 'value', most: 1_500 });
  return rows;
}

async function python(engine: EmbeddedEngine): Promise<BenchRow[]> {
  const start = () => timed(() => runIn(engine, 'python:3', ['python', '-c', 'print("hello")']));
  await engine.images.inspect('python:3'); // unpacked from what Drydock brings along, once for all
  const first = await start();
  const again = [await start(), await start(), await start()];
  return [value('python, first', first, 4_000), value('python, again', median(again), 2_000)];
}

/** Does the work with a folder that is removed afterwards. */
async function within(folder: string, work: (folder: string) => Promise<void>): Promise<void> {
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Docker, where it answers and has the base image. */
async function dockerEngine(): Promise<DockerEngine | undefined> {
  const [endpoint] = await discoverDocker({ env: process.env, home: homedir(), platform: process.platform });
  if (!endpoint) return undefined;
  const engine = new DockerEngine(endpoint, { builder: 'buildkit' });
  if ((await engine.status()).state !== 'ready') return undefined;
  return engine.images.inspect(IMAGE).then(
    () => engine,
    () => undefined, // it has no such image
  );
}

function beside(
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
  budget: NonNullable<BenchRow['budget']>,
): BenchRow {
  return {
    what,
    value: median(ours),
    unit: 'ms',
    budget,
    ...(theirs.length > 0
      ? { floor: { name: 'Docker BuildKit', value: median(theirs) } }
      : { note: 'no Docker answers here' }),
  };
}

function value(what: string, ms: number, most: number): BenchRow {
  return { what, value: ms, unit: 'ms', budget: { of: 'value', most } };
}
