/**
 * A process of its own that prints what the engine takes of the computer, as JSON: `node --expose-gc --import tsx
 * memory.ts DATA`. The machine runs in a thread of it, so that its memory counts here.
 */
import { rmSync } from 'node:fs';
import { echoSteps } from './contexts';
import { build, open, run } from './engine';

/** Builds in a row, and how many of them warm up before growth counts. */
const BUILDS = 100;
const WARM_BUILDS = 20;
/** Milliseconds: until the machine stands still, how long it is watched then, and after which it sleeps here. */
const PAUSE_AFTER = 500;
const WATCHED = 5_000;
/** Milliseconds in which V8 still translates what just ran, in threads of its own. */
const SETTLING = 2_500;
const SLEEP_AFTER = 8_000;

/** Megabytes and per cent. */
export interface MemoryUse {
  readonly live: number;
  readonly idle: number;
  readonly kept: number;
  readonly afterSome: number;
  readonly afterAll: number;
}

async function measure(data: string): Promise<MemoryUse> {
  const before = rss();
  const engine = open(data, { times: { pauseAfter: PAUSE_AFTER, sleepAfter: SLEEP_AFTER } });
  await engine.prepare();
  await run(engine, 'echo', 'hello');
  const live = rss() - before;
  await pause(PAUSE_AFTER + SETTLING);
  const start = process.cpuUsage();
  await pause(WATCHED);
  const { user, system } = process.cpuUsage(start);
  let afterSome = 0;
  for (let round = 1; round <= BUILDS; round++) {
    const folder = echoSteps();
    await build(engine, folder);
    rmSync(folder, { recursive: true });
    if (round === WARM_BUILDS) afterSome = rss() - before;
  }
  const afterAll = rss() - before;
  await pause(PAUSE_AFTER + SLEEP_AFTER + 1_000);
  const kept = rss() - before;
  await engine.close();
  return { live, idle: (user + system) / 10 / WATCHED, kept, afterSome, afterAll };
}

/** Without garbage, which does not count as memory that is used. */
function rss(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1024 / 1024;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

void measure(process.argv[2]!).then((use) => process.stdout.write(`${JSON.stringify(use)}\n`));
