import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabSource, Workspaces } from '../workspaces';
import { Progress } from './progress';

const runs = 50;
/** What the lab's file is before the first save; writer.ts has the same. */
const startText = '0'.repeat(20_000);
const writer = fileURLToPath(new URL('testing/writer.ts', import.meta.url));

/** Starts a writer, kills it after a while once it works, and returns the lines that it printed. */
async function killed(profile: string, run: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, profile, String(run)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  const ended = new Promise<string | null>((resolve) => child.once('close', (_, signal) => resolve(signal)));
  const works = new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      out += String(data);
      resolve();
    });
  });
  await Promise.race([works, ended]);
  await sleep(Math.random() * 120);
  child.kill('SIGKILL');
  expect([await ended, errors]).toEqual(['SIGKILL', '']);
  const lines = out.split('\n');
  lines.pop(); // '' or half a line
  return lines;
}

const labs: LabSource = {
  labFiles: async () => [{ path: 'Dockerfile', bytes: Buffer.from(startText), executable: false }],
  labOpens: () => 'Dockerfile',
};

/** Number of the text that is whole in the saved file; `''` for the lab's first file. */
async function savedText(profile: string): Promise<string> {
  const workspaces = new Workspaces({ folder: join(profile, 'workspaces'), labs, wasTried: () => false });
  try {
    const { files, canUndoReset } = await workspaces.open('lab/c/l/x');
    expect(files.map((file) => file.path)).toEqual(['Dockerfile']);
    // Killed between a reset and its undo, the first file is there and the saved one can be brought back.
    const first = await workspaces.read('lab/c/l/x', 'Dockerfile');
    if (first.text === startText && canUndoReset) await workspaces.undoReset('lab/c/l/x');
    const { text } = await workspaces.read('lab/c/l/x', 'Dockerfile');
    if (text === startText) return '';
    const [number = ''] = text.split('|');
    expect(text).toBe(`${number}|`.repeat(3000));
    return number;
  } finally {
    await workspaces.close();
  }
}

/** Every slide that the journal has. */
async function recordedSlides(profile: string): Promise<ReadonlySet<string>> {
  const progress = await Progress.open({ folder: join(profile, 'progress'), courses: () => [] });
  try {
    expect(progress.health()).toMatchObject({ lostLines: 0, setAside: null, readOnlyReason: null });
    return new Set(Object.values(progress.state().lessons).flatMap((lesson) => lesson.slidesSeen));
  } finally {
    await progress.close();
  }
}

const after = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

describe('SIGKILL at any moment', () => {
  let profile: string;
  beforeAll(async () => {
    profile = await mkdtemp(join(tmpdir(), 'drydock-kill-'));
  });
  afterAll(() => rm(profile, { recursive: true, force: true }));

  it(
    `loses nothing acknowledged and leaves nothing half-written, ${runs} times`,
    { timeout: 300_000 },
    async () => {
      const acknowledged: string[] = [];
      let lastText = '';
      for (let run = 1; run <= runs; run += 1) {
        const lines = await killed(profile, run);
        acknowledged.push(...after(lines, 'recorded'));
        const found = await recordedSlides(profile);
        expect(acknowledged.filter((slide) => !found.has(slide))).toEqual([]);
        const text = await savedText(profile);
        // The last that was acknowledged, or the one that was under way.
        expect([
          after(lines, 'saved').at(-1) ?? lastText,
          after(lines, 'saving').at(-1) ?? lastText,
        ]).toContain(text);
        lastText = text;
      }
      expect(acknowledged.length).toBeGreaterThan(runs);
    },
  );
});
