import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import { launch } from '../../../e2e/launch';
import { writeBareApp } from '../bare-app';
import type { BenchRow } from '../bench';
import { withApp, withProfile } from './app';

/** Milliseconds until a start, or the opening of a lab, has nothing left to do. */
const settling = 5000;
/** Milliseconds over which the idle app is watched. */
const watching = 5000;

/** What an idle app takes. */
export interface Usage {
  /** MB of all the app's processes together. */
  readonly memory: number;
  /** Per cent of one CPU, all processes together. */
  readonly cpu: number;
}

/** Memory and CPU of all processes of the app: at its library and in a lab, beside a bare window. */
export async function measure(): Promise<readonly BenchRow[]> {
  const bare = await bareWindow();
  return withProfile((profile) =>
    withApp(profile, async ({ app, page }) => {
      const library = await usageOf(app);
      await page.evaluate("location.hash = '#/lesson/containers/your-first-image?item=first-build'");
      await page.locator('[data-testid="editor"] .view-line').first().waitFor();
      const lab = await usageOf(app);
      return [...rows('idle library', library, bare, 2), ...rows('idle lab', lab, bare, 2)];
    }),
  );
}

function rows(where: string, usage: Usage, bare: Usage, most: number): readonly BenchRow[] {
  const note =
    process.platform === 'linux'
      ? 'Proportional set size: a page that several processes share is counted once. The budget is our own.'
      : 'Working sets: a page that several processes share is counted in each. The budget is our own.';
  return [
    {
      what: `memory of the whole app, ${where}`,
      value: usage.memory,
      unit: 'MB',
      floor: { name: 'bare window', value: bare.memory },
      budget: { of: 'ratio', most },
      note,
    },
    { what: `CPU of the whole app, ${where}`, value: usage.cpu, unit: '%', budget: { of: 'value', most: 1 } },
  ];
}

/** The same for one empty window: what Electron itself takes. */
export async function bareWindow(): Promise<Usage> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-bare-'));
  const drydock = process.env['DRYDOCK_APP'];
  try {
    writeBareApp(folder);
    process.env['DRYDOCK_APP'] = folder;
    const app = await launch({ profile: folder, args: [`--user-data-dir=${join(folder, 'profile')}`] });
    try {
      await (await app.firstWindow()).waitForLoadState();
      return await usageOf(app);
    } finally {
      await app.close();
    }
  } finally {
    if (drydock === undefined) delete process.env['DRYDOCK_APP'];
    else process.env['DRYDOCK_APP'] = drydock;
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the app uses when it has nothing left to do. */
export async function usageOf(app: ElectronApplication): Promise<Usage> {
  await wait(settling);
  await processesOf(app); // CPU is counted from the call before
  await wait(watching);
  const processes = await processesOf(app);
  return {
    memory: memoryOf(processes),
    // Electron divides by the number of CPUs; a learner's battery feels the share of one.
    cpu: processes.reduce((sum, { share }) => sum + share, 0) * cpus().length,
  };
}

/** MB that all processes take together, now. */
export async function memoryNow(app: ElectronApplication): Promise<number> {
  return memoryOf(await processesOf(app));
}

interface Process {
  readonly pid: number;
  readonly workingSet: number;
  readonly share: number;
}

function memoryOf(processes: readonly Process[]): number {
  const kilobytes = processes.reduce(
    (sum, { pid, workingSet }) => sum + (proportionalSet(pid) ?? workingSet),
    0,
  );
  return kilobytes / 1024;
}

function processesOf(app: ElectronApplication): Promise<readonly Process[]> {
  return app.evaluate(({ app: main }) =>
    main.getAppMetrics().map(({ pid, memory, cpu }) => ({
      pid,
      workingSet: memory.workingSetSize,
      share: cpu.percentCPUUsage,
    })),
  );
}

/** KB of a process with its part of the pages it shares (proc(5), smaps_rollup); undefined where that is not told. */
function proportionalSet(pid: number): number | undefined {
  try {
    const line = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return line ? Number(line[1]) : undefined;
  } catch {
    return undefined; // another system, or a process that may not be looked into
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
