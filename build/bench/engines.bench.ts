import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { discoverDocker } from '../../electron/engines/docker/connection';
import { DockerEngine } from '../../electron/engines/docker/docker-engine';
import type { Engine } from '../../electron/engines/engine';
import type { BuildEvent } from '../../electron/shared/engine/build';
import { type Bench, type BenchRow, median } from './bench';
import { timed } from './statistics';

const run = promisify(execFile);
const BASE = 'busybox:1.36';
const ROUNDS = 7;
/** Debian's client, which speaks the version of Debian's engine and knows its BuildKit. */
const DOCKER = '/usr/bin/docker';
const OWNER = 'bench';

/** A real Docker Engine through us, beside its own command on the same contexts. */
export const bench: Bench = {
  name: 'engines',
  async run() {
    const [endpoint] = await discoverDocker({
      env: process.env,
      home: homedir(),
      platform: process.platform,
    });
    const engine = endpoint && new DockerEngine(endpoint);
    if (!engine || (await engine.status()).state !== 'ready') throw new Error('no Docker answers here');
    try {
      return [
        ...(await builds(engine, 5)),
        ...(await builds(engine, 30)),
        await firstEvent(engine),
        await cancelled(engine),
        ...(await layers(engine)),
      ];
    } finally {
      await engine.prune(OWNER);
      await engine.close();
    }
  },
};

/** Wall time of a build through us and by Docker's command, in turns, so that both meet the same machine. */
async function builds(engine: Engine, steps: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const cached of [false, true]) {
    const folder = context(steps);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const mine = await timed(() => build(engine, folder, !cached));
      const peer = await timed(() => run(DOCKER, dockerArguments(folder, !cached), dockerOptions));
      if (round === 0) continue; // warms both
      ours.push(mine);
      theirs.push(peer);
    }
    rmSync(folder, { recursive: true });
    rows.push({
      what: `build of ${steps} steps, ${cached ? 'all cached' : 'no cache'}`,
      value: median(ours),
      unit: 'ms',
      floor: { name: 'docker build (BuildKit)', value: median(theirs) },
      budget: { of: 'ratio', most: 1.05 },
    });
  }
  return rows;
}

/** How much later than Docker's command shows its first line we tell that a step began. */
async function firstEvent(engine: Engine): Promise<BenchRow> {
  const folder = context(5);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    let told = 0;
    const began = performance.now();
    await build(engine, folder, true, ({ type }) => {
      if (type === 'step-started' && told === 0) told = performance.now() - began;
    });
    const shown = await firstLine(folder);
    if (round === 0) continue;
    ours.push(told);
    theirs.push(shown);
  }
  rmSync(folder, { recursive: true });
  return {
    what: 'first event of a build, later than the first line of docker build',
    value: Math.max(0, median(ours) - median(theirs)),
    unit: 'ms',
    budget: { of: 'value', most: 100 },
    note: `the first step was told after ${median(ours).toFixed(0)} ms, the command's first line came after ${median(theirs).toFixed(0)} ms`,
  };
}

function firstLine(folder: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let first = 0;
    const child = spawn(DOCKER, dockerArguments(folder, true), dockerOptions);
    child.stderr.once('data', () => (first = performance.now() - began));
    child.once('error', reject);
    child.once('close', () => resolve(first));
  });
}

/** From the cancel to the end of the step's process. */
async function cancelled(engine: Engine): Promise<BenchRow> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const seconds = `${86_400 + round}`;
    const folder = contextOf(`FROM ${BASE}\nRUN sleep ${seconds}\n`);
    const controller = new AbortController();
    const building = build(engine, folder, true, () => undefined, controller.signal).catch(() => undefined);
    while (!sleeps(seconds)) await delay(20);
    const began = performance.now();
    controller.abort();
    while (sleeps(seconds)) await delay(2);
    times.push(performance.now() - began);
    await building;
    rmSync(folder, { recursive: true });
  }
  return {
    what: 'cancel of a build to the end of its container',
    value: median(times),
    unit: 'ms',
    budget: { of: 'value', most: 300 },
  };
}

/** Whether a process of this machine sleeps that long. */
function sleeps(seconds: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(`sleep\0${seconds}`);
      } catch {
        return false; // it ended just now
      }
    });
}

/** What the image explorer asks for when an image of 200 MB is opened, and then for each of its layers. */
async function layers(engine: Engine): Promise<BenchRow[]> {
  const tag = 'drydock/bench-large:latest';
  const parts = Array.from({ length: 8 }, (_, index) => index);
  const folder = contextOf(
    `FROM ${BASE}\n${parts.map((part) => `COPY part-${part} /data/part-${part}\nRUN cp -r /bin /copy-${part}`).join('\n')}\n`,
  );
  for (const part of parts)
    writeFileSync(join(folder, `part-${part}`), Buffer.alloc(23e6, `${part}lorem ipsum`));
  await build(engine, folder, false, () => undefined, undefined, tag);
  rmSync(folder, { recursive: true });
  const { id, size } = await engine.images.inspect(tag);
  const opened = await timed(() => engine.images.layers(id));
  const count = (await engine.images.layers(id)).layers.length;
  const each: number[] = [];
  for (let layer = 0; layer < count; layer++) each.push(await timed(() => engine.images.files(id, layer)));
  await engine.images.remove(tag);
  return [
    {
      what: `layers of an image of ${Math.round(size / 1e6)} MB, asked for the first time`,
      value: opened,
      unit: 'ms',
      budget: { of: 'value', most: 1000 },
    },
    {
      what: `files of a layer of it, the slowest of ${count}`,
      value: Math.max(...each),
      unit: 'ms',
      budget: { of: 'value', most: 50 },
    },
  ];
}

const dockerOptions = { env: { ...process.env, DOCKER_BUILDKIT: '1', BUILDKIT_PROGRESS: 'plain' } };

function dockerArguments(folder: string, noCache: boolean): string[] {
  return ['build', ...(noCache ? ['--no-cache'] : []), '--label', `dev.drydock.workspace=${OWNER}`, folder];
}

/** A context of a Dockerfile with so many steps after FROM, a third of them COPY. */
function context(steps: number): string {
  const lines = Array.from({ length: steps }, (_, index) =>
    index % 3 === 0 ? `COPY file /copy-${index}` : `RUN echo ${index} > /step-${index}`,
  );
  return contextOf(`FROM ${BASE}\n${lines.join('\n')}\n`);
}

function contextOf(dockerfile: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-context-'));
  writeFileSync(join(folder, 'Dockerfile'), dockerfile);
  writeFileSync(join(folder, 'file'), `${Date.now()}\n`);
  return folder;
}

async function build(
  engine: Engine,
  folder: string,
  noCache: boolean,
  onEvent: (event: BuildEvent) => void = () => undefined,
  signal = new AbortController().signal,
  tag?: string,
): Promise<void> {
  const labels = { 'dev.drydock.workspace': OWNER };
  const request = { context: folder, labels, noCache, ...(tag !== undefined && { tag }) };
  let last: BuildEvent | undefined;
  for await (const event of engine.build(request, signal)) onEvent((last = event));
  if (last?.type !== 'done') throw new Error(`The build ended otherwise: ${JSON.stringify(last)}`);
}
