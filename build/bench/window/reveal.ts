import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import { launch } from '../../../e2e/launch';
import { type BenchRow, median } from '../bench';
import { generatedDeck } from '../decks';
import { writeRevealApp } from '../reveal-app';
import { withApp, withProfile } from './app';
import { openDeck } from './slides';
import { bareWindow, usageOf } from './usage';

const rounds = 3;
const slides = 1000;

interface Opened {
  /** Milliseconds to the first slide. */
  readonly time: number;
  /** MB of all processes. */
  readonly memory: number;
  /** MB that all processes together took more than without the deck. */
  readonly added: number;
}

/** The same long deck in Drydock and in reveal.js, one after the other, each in an app of its own on the same runtime. */
export async function measure(): Promise<readonly BenchRow[]> {
  return withProfile(async (profile) => {
    const ours: Opened[] = [];
    const theirs: Opened[] = [];
    const { memory: bare } = await bareWindow();
    for (let round = 0; round < rounds; round += 1) {
      ours.push(
        await withApp(profile, async ({ app, page }) => {
          const before = (await usageOf(app)).memory;
          const time = await openDeck(page, slides);
          const { memory } = await usageOf(app);
          return { time, memory, added: memory - before };
        }),
      );
      theirs.push(await openInReveal(bare));
    }
    const row = (what: string, unit: 'ms' | 'MB', part: keyof Opened, note: string): BenchRow => ({
      what,
      value: median(ours.map((opened) => opened[part])),
      unit,
      floor: { name: 'reveal.js 6', value: median(theirs.map((opened) => opened[part])) },
      ...(part !== 'memory' && { budget: { of: 'ratio', most: 1 } }),
      note,
    });
    return [
      row(
        `first of ${slides} slides, first lesson after a start`,
        'ms',
        'time',
        'From the click in the library, Markdown read on the way; reveal.js from the beginning of its page, with ready HTML.',
      ),
      row(
        `memory that ${slides} slides add`,
        'MB',
        'added',
        'To the library that was open before; with reveal.js, to an empty window.',
      ),
      row(
        `memory of the whole app with ${slides} slides open`,
        'MB',
        'memory',
        'Drydock with its library, its search and its editor ready for a lab; reveal.js with the slides alone.',
      ),
    ];
  });
}

async function openInReveal(bare: number): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-bench-reveal-'));
  const drydock = process.env['DRYDOCK_APP'];
  try {
    writeRevealApp(folder, generatedDeck(slides));
    process.env['DRYDOCK_APP'] = folder;
    const app = await launch({ profile: folder, args: [`--user-data-dir=${join(folder, 'profile')}`] });
    try {
      const time = await firstSlide(app);
      const { memory } = await usageOf(app);
      return { time, memory, added: memory - bare };
    } finally {
      await app.close();
    }
  } finally {
    if (drydock === undefined) delete process.env['DRYDOCK_APP'];
    else process.env['DRYDOCK_APP'] = drydock;
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstSlide(app: ElectronApplication): Promise<number> {
  const page = await app.firstWindow();
  const shown = await page.waitForFunction('globalThis.firstSlideAfter', undefined, { timeout: 60_000 });
  return Number(await shown.jsonValue());
}
