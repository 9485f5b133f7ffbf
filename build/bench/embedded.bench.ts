import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoverDocker } from '../../electron/engines/docker/connection';
import { DockerEngine } from '../../electron/engines/docker/docker-engine';
import { EmbeddedEngine } from '../../electron/engines/embedded/embedded-engine';
import { threadStarter } from '../../electron/engines/embedded/machine/thread';
import { foldersInRepository } from '../../electron/engines/embedded/make-embedded';
import type { Engine } from '../../electron/engines/engine';
import { root } from '../paths';
import { type Bench, type BenchRow, median } from './bench';
import { timed } from './statistics';

const IMAGE = 'busybox:1.36';
const ROUNDS = 5;
/** Builds in a row, and how many of them warm up before growth counts. */
const BUILDS = 100;
const WARM_BUILDS = 20;
/** Milliseconds: until the machine stands still, how long it is watched then, and after which it sleeps here. */
const PAUSE_AFTER = 500;
const WATCHED = 5_000;
const SLEEP_AFTER = 8_000;

/** The engine inside Drydock beside Docker's BuildKit, and what its machine takes of the computer. */
export const bench: Bench = {
  name: 'embedded',
  async run() {
    const data = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
    const rows: BenchRow[] = [];
    try {
      const before = rss();
      let engine = open(data);
      const firstBoot = await timed(() => echo(engine));
      rows.push(value('first boot to a container, state derived', firstBoot, 10_000));
      await engine.close();
      const starts: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        engine = open(data);
        starts.push(await timed(() => ready(engine)));
        if (round < ROUNDS - 1) await engine.close();
      }
      rows.push(value('machine ready from its cached state', median(starts), 500));
      rows.push(...(await runs(engine)));
      rows.push(...(await builds(engine)));
      rows.push(...(await growth(engine)));
      rows.push(...(await rest(engine, before)));
      await engine.close();
      return rows;
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};

async function runs(engine: EmbeddedEngine): Promise<BenchRow[]> {
  await echo(engine);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => echo(engine)));
  return [value('run busybox echo', median(times), 300)];
}

async function builds(engine: EmbeddedEngine): Promise<BenchRow[]> {
  const docker = await dockerEngine();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const folder = context(round);
    const mine = await timed(() => build(engine, folder));
    const peer = docker && (await timed(() => build(docker, folder)));
    rmSync(folder, { recursive: true });
    if (round === 0) continue; // warms both
    ours.push(mine);
    if (peer !== undefined) theirs.push(peer);
  }
  await docker?.close();
  return [
    {
      what: 'five RUN echo, no cache',
      value: median(ours),
      unit: 'ms',
      ...(theirs.length > 0 && { floor: { name: 'Docker BuildKit', value: median(theirs) } }),
      budget: { of: 'ratio', most: 1 },
      ...(theirs.length === 0 && { note: 'no Docker answers here' }),
    },
  ];
}

async function growth(engine: EmbeddedEngine): Promise<BenchRow[]> {
  let warm = 0;
  for (let round = 0; round < BUILDS; round++) {
    const folder = context(1_000 + round);
    await build(engine, folder);
    rmSync(folder, { recursive: true });
    if (round === WARM_BUILDS) warm = rss();
  }
  return [
    {
      what: `memory after ${BUILDS} builds beside after ${WARM_BUILDS}`,
      value: rss(),
      unit: 'MB',
      floor: { name: `after ${WARM_BUILDS}`, value: warm },
      budget: { of: 'ratio', most: 1.15 },
    },
  ];
}

async function rest(engine: EmbeddedEngine, before: number): Promise<BenchRow[]> {
  await echo(engine);
  const live = rss() - before;
  await pause(PAUSE_AFTER * 2);
  const start = process.cpuUsage();
  await pause(WATCHED);
  const { user, system } = process.cpuUsage(start);
  await pause(SLEEP_AFTER);
  globalThis.gc?.();
  return [
    { what: 'memory with the machine live', value: live, unit: 'MB', budget: { of: 'value', most: 450 } },
    {
      what: 'processor of an idle machine',
      value: (user + system) / 10 / WATCHED,
      unit: '%',
      budget: { of: 'value', most: 1 },
    },
    {
      what: 'memory kept once it sleeps',
      value: Math.max(0, rss() - before),
      unit: 'MB',
      floor: { name: 'live', value: live },
      budget: { of: 'ratio', most: 0.6 },
      note: 'what Node keeps of its own heap included',
    },
  ];
}

function open(data: string): EmbeddedEngine {
  return new EmbeddedEngine({
    folders: foldersInRepository(root),
    data,
    start: threadStarter(join(root, 'out/machine/machine.cjs')),
    times: { pauseAfter: PAUSE_AFTER, sleepAfter: SLEEP_AFTER },
  });
}

/** Wakes the machine without doing anything in it. */
async function ready(engine: EmbeddedEngine): Promise<void> {
  await engine.wake();
}

async function echo(engine: EmbeddedEngine): Promise<void> {
  const request = { image: IMAGE, arguments: ['echo', 'hello'], env: {}, timeoutMs: 120_000, outputCap: 100 };
  const { exitCode, stdout } = await engine.containers.run(request);
  if (exitCode !== 0 || stdout !== 'hello\n') throw new Error('The container did not say hello.');
}

/** Five steps that no build had before. */
function context(round: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-context-'));
  const steps = Array.from({ length: 5 }, (_, step) => `RUN echo ${round} ${step} > /file${step}\n`);
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${IMAGE}\n${steps.join('')}`);
  return folder;
}

async function build(engine: Engine, folder: string): Promise<void> {
  const request = { context: folder, labels: {}, noCache: true };
  for await (const event of engine.build(request, new AbortController().signal)) {
    if (event.type === 'failed') throw new Error(`The build failed: ${event.failure.message}`);
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

function value(what: string, ms: number, most: number): BenchRow {
  return { what, value: ms, unit: 'ms', budget: { of: 'value', most } };
}

function rss(): number {
  return process.memoryUsage.rss() / 1024 / 1024;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
