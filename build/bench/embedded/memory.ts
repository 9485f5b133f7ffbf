/**
 * A process of its own that prints what the engine takes of the computer, as JSON: `node --expose-gc --import tsx
 * memory.ts DATA`. The machine runs in a further process, as in the app; both count.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../paths';
import { echoSteps } from './contexts';
import { build, open, run } from './engine';
import { MachineProcess } from './machine-process';

/**
 * Builds in a row, and how many of them warm up before growth counts: that long V8 goes on to translate what the machine
 * runs, and keeps it.
 */
const BUILDS = 200;
const WARM_BUILDS = 100;
/** Milliseconds: until the machine stands still, how long it is watched then, and after which it sleeps here. */
const PAUSE_AFTER = 500;
const WATCHED = 10_000;
/** Milliseconds in which V8 still translates what just ran, in threads of its own. */
const SETTLING = 10_000;
const SLEEP_AFTER = 25_000;

/** Megabytes and per cent. */
export interface MemoryUse {
  readonly live: number;
  readonly idle: number;
  readonly kept: number;
  /** Of the machine's process alone. */
  readonly keptByMachine: number;
  readonly afterSome: number;
  readonly afterAll: number;
}

const MB = 1024 * 1024;

async function measure(data: string): Promise<MemoryUse> {
  const machine = new MachineProcess(join(root, 'out/machine/machine.cjs'));
  const before = rss();
  const used = async () => rss() - before + (await machine.memory()) / MB;
  const times = { pauseAfter: PAUSE_AFTER, sleepAfter: SLEEP_AFTER };
  const engine = open(data, { start: machine.start, times });
  await engine.prepare();
  await run(engine, 'echo', 'hello');
  const live = await used();
  await pause(PAUSE_AFTER + SETTLING);
  const processor = () => machine.processor() + milliseconds(process.cpuUsage());
  const start = processor();
  await pause(WATCHED);
  const idle = ((processor() - start) / WATCHED) * 100;
  let afterSome = 0;
  for (let round = 1; round <= BUILDS; round++) {
    const folder = echoSteps();
    await build(engine, folder);
    rmSync(folder, { recursive: true });
    if (round === WARM_BUILDS) afterSome = await used();
  }
  const afterAll = await used();
  await pause(PAUSE_AFTER + SLEEP_AFTER + 1_000);
  const keptByMachine = (await machine.memory()) / MB;
  const kept = await used();
  await engine.close();
  return { live, idle, kept, keptByMachine, afterSome, afterAll };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Without garbage, which does not count as memory that is used. */
function rss(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / MB;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

void measure(process.argv[2]!).then((use) => process.stdout.write(`${JSON.stringify(use)}\n`));
