import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../shared/engine/build';
import type { EmbeddedEngine } from '../embedded-engine';
import { testEngine } from '../testing/engine';

/** A disk of 12 MB that really fills up. It takes the right to mount one. */
const folder = mkdtempSync(join(tmpdir(), 'drydock-full-'));
const disk = join(folder, 'disk');
mkdirSync(disk);
const mounted = mount();

afterAll(() => {
  if (mounted) execFileSync('umount', ['--lazy', disk]);
  rmSync(folder, { recursive: true, force: true });
});

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'drydock-test', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function build(engine: EmbeddedEngine, steps: string): Promise<BuildEvent | undefined> {
  const context = mkdtempSync(join(folder, 'context-'));
  writeFileSync(join(context, 'Dockerfile'), `FROM busybox:1.36\n${steps}\n`);
  let last: BuildEvent | undefined;
  const request = { context, tag: 'app', labels: {} };
  for await (const event of engine.build(request, new AbortController().signal)) last = event;
  return last;
}

async function says(engine: EmbeddedEngine, image: string): Promise<string> {
  const request = {
    image,
    arguments: ['cat', '/kept'],
    env: {},
    timeoutMs: 60_000,
    outputCap: 100,
  };
  return (await engine.containers.run(request)).stdout;
}

describe.skipIf(!mounted)(
  'a full disk (skipped without the right to mount one)',
  { timeout: 120_000 },
  () => {
    it('ends a build in plain words, spoils nothing that was there, and is over once there is room', async () => {
      const engine = testEngine(disk);
      const keep = 'RUN echo kept > /kept';
      const large = `${keep}\nRUN head -c 8000000 /dev/urandom > /large`;
      try {
        expect(await build(engine, keep)).toMatchObject({ type: 'done' });
        writeFileSync(join(disk, 'of-somebody-else'), Buffer.alloc(4 * 1024 * 1024));
        expect(await build(engine, large)).toMatchObject({
          type: 'failed',
          failure: { kind: 'disk-full', line: 3, message: expect.stringContaining('full') as string },
        });
        expect(await says(engine, 'app')).toBe('kept\n');
        expect(partialFiles()).toEqual([]);

        rmSync(join(disk, 'of-somebody-else'));
        expect(await build(engine, large)).toMatchObject({ type: 'done' });
      } finally {
        await engine.close();
      }
    });
  },
);

function partialFiles(): string[] {
  return readdirSync(disk, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.partial'));
}
