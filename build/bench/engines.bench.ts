import { execFile, spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { discoverDocker } from '../../electron/engines/docker/connection';
import { DockerEngine } from '../../electron/engines/docker/docker-engine';
import type { Engine } from '../../electron/engines/engine';
import type { Session } from '../user/session';
import { type Bench, type BenchRow, median } from './bench';
import {
  BASE,
  DOCKER,
  OWNER,
  build,
  context,
  contextOf,
  dockerArguments,
  dockerOptions,
} from './engines/builds';
import { buildLarge, explorer } from './engines/explorer';
import { timed } from './statistics';
import { measureInWindow } from './window/measure';

const run = promisify(execFile);
/** Of what takes at most a second. */
const ROUNDS = 11;
/** Of thirty steps without a cache, which take 6 s. */
const LONG_ROUNDS = 5;

/** A real Docker Engine through us, beside its own command on the same contexts. */
export const bench: Bench = {
  name: 'engines',
  async run({ session }) {
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
        ...(await large(engine, session)),
      ];
    } finally {
      await engine.prune(OWNER);
      await engine.close();
    }
  },
};

/** What is done with an image of 200 MB, by the engine and in the window. */
async function large(engine: Engine, session: Session): Promise<readonly BenchRow[]> {
  await buildLarge(engine);
  return [...(await explorer(engine)), ...(await measureInWindow(session, 'engines'))];
}

/** Wall time of a build through us and by Docker's command, in turns, so that both meet the same machine. */
async function builds(engine: Engine, steps: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const cached of [false, true]) {
    const folder = context(steps);
    const ours: number[] = [];
    const theirs: number[] = [];
    const mine = () => timed(() => build(engine, folder, !cached));
    const peer = () => timed(() => run(DOCKER, dockerArguments(folder, !cached), dockerOptions));
    await mine(); // warms the engine, and fills the cache
    const rounds = cached || steps < 30 ? ROUNDS : LONG_ROUNDS;
    for (let round = 0; round < rounds; round++) {
      // Who goes first takes turns: a build leaves work behind for the engine that slows the next one down.
      if (round % 2 === 0) ours.push(await mine());
      theirs.push(await peer());
      if (round % 2 === 1) ours.push(await mine());
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
