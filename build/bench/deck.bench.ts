import { spawnSync } from 'node:child_process';
import { which } from '../processes';
import { type Bench, type BenchRow, median } from './bench';
import { bundledReader } from './deck-bundle';
import { generatedDeck } from './decks';
import { timed } from './statistics';

const sizes = [1_000, 10_000, 50_000] as const;

/** The reader of the window has read a deck before the first that is opened: the middle of so many is that of a warm one. */
const warmRuns = 25;

/** Milliseconds after which pandoc is stopped: its time is then at least this, and our ratio at most what is shown. */
const pandocCap = 60_000;

/** Reading decks, beside the pandoc process that makes reveal.js slides of the same text. */
export const bench: Bench = {
  name: 'deck',
  async run() {
    const pandoc = which('pandoc');
    const { parseDeck } = await bundledReader();
    const rows: BenchRow[] = [];
    let first: number | undefined;
    for (const slides of sizes) {
      const source = generatedDeck(slides);
      const times: number[] = [];
      for (let run = 0; run < (slides > 1_000 ? 3 : warmRuns); run += 1) {
        times.push(await timed(() => parseDeck(source)));
      }
      first ??= times[0];
      rows.push(compared(`parse ${slides} slides`, median(times), pandoc, source));
    }
    const cold = { what: 'parse 1000 slides, first of its process', value: first ?? 0, unit: 'ms' } as const;
    return [...rows, growth(rows), cold];
  },
};

function compared(what: string, value: number, pandoc: string | undefined, source: string): BenchRow {
  const row = { what, value, unit: 'ms', budget: { of: 'ratio', most: 0.05 } } as const;
  if (!pandoc) return { ...row, note: 'Not compared: pandoc is not installed.' };
  const start = performance.now();
  const done = spawnSync(pandoc, ['-f', 'markdown', '-t', 'revealjs', '-s'], {
    input: source,
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: pandocCap,
  });
  const time = performance.now() - start;
  if (done.status === 0) return { ...row, floor: { name: 'pandoc', value: time } };
  const note = `pandoc was stopped after ${pandocCap / 1000} s: it takes longer than that, so the ratio is at most this.`;
  return { ...row, floor: { name: 'pandoc, stopped', value: time }, note };
}

/** Linear growth: a slide of the longest deck costs what one of the shortest does. */
function growth(rows: readonly BenchRow[]): BenchRow {
  const [first, last] = [0, sizes.length - 1].map((at) => ((rows[at]?.value ?? 0) / (sizes[at] ?? 1)) * 1000);
  return {
    what: `parse, for each 1000 slides of ${sizes.at(-1)}`,
    value: last ?? 0,
    unit: 'ms',
    floor: { name: 'of 1000', value: first ?? 0 },
    budget: { of: 'ratio', most: 1.5 },
  };
}
