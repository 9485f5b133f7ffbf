import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StepError } from '../log';
import { FailedAttempt } from './attempt';
import { placeRuntimeFile } from './fallback';
import { missingLibraries } from './libraries';
import { downloadAddress } from './official';
import { findRuntime } from './runtime';
import { createWhole, unpackTarGz } from './unpack';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-runtime-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function archive(files: Readonly<Record<string, string>>): Promise<Readable> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name, mode: 0o644 }, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Readable.from([gzipSync(Buffer.concat(chunks))]);
}

describe('unpacking a runtime', () => {
  it('leaves out the application that the package carries', async () => {
    const tar = await archive({
      './electron': 'binary',
      './resources/app/index.js': 'app',
      './locales/en.pak': 'pak',
    });
    await unpackTarGz(tar, folder, placeRuntimeFile);
    expect(readdirSync(folder).sort()).toEqual(['electron', 'locales']);
  });

  it('refuses an entry that leaves the folder', async () => {
    const tar = await archive({ '../escaped': 'x' });
    await expect(unpackTarGz(tar, folder, (name) => name)).rejects.toThrow('../escaped leaves its folder');
  });

  it('fails on an archive that is cut off', async () => {
    const bytes = gzipSync(Buffer.alloc(4096, 1)).subarray(0, 20);
    await expect(unpackTarGz(Readable.from([bytes]), folder, (name) => name)).rejects.toThrow();
  });

  it('appears whole or not at all, and clears what an interrupted run left', async () => {
    const target = join(folder, 'runtime');
    mkdirSync(join(folder, '.runtime.part-killed'));
    const failing = createWhole(target, (temporary) => {
      writeFileSync(join(temporary, 'half'), '');
      return Promise.reject(new Error('power cut'));
    });
    await expect(failing).rejects.toThrow('power cut');
    expect(readdirSync(folder)).toEqual([]);
    await createWhole(target, (temporary) =>
      Promise.resolve(writeFileSync(join(temporary, 'electron'), 'whole')),
    );
    expect(readFileSync(join(target, 'electron'), 'utf8')).toBe('whole');
  });
});

describe('finding a runtime', () => {
  it('takes ELECTRON_OVERRIDE_DIST_PATH first, and says what is wrong with it', async () => {
    const lookup = findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: folder });
    await expect(lookup).rejects.toThrow(StepError);
    await expect(lookup).rejects.toThrow(`There is no Electron in ${folder}`);
  });

  it.runIf(process.platform === 'linux')('accepts a folder with an executable', async () => {
    writeFileSync(join(folder, 'electron'), '');
    expect((await findRuntime({ ELECTRON_OVERRIDE_DIST_PATH: folder })).origin).toBe('override');
  });

  it('honours a mirror', () => {
    expect(downloadAddress({ ELECTRON_MIRROR: 'https://mirror.example/electron/' })).toContain(
      'mirror.example',
    );
  });

  it('remembers a failed download for a day, for that address only', () => {
    const file = join(folder, 'failed');
    const start = 1_000_000_000_000;
    new FailedAttempt(file, 'a', () => start).remember();
    expect(new FailedAttempt(file, 'a', () => start + 3_600_000).isRecent()).toBe(true);
    expect(new FailedAttempt(file, 'b', () => start + 3_600_000).isRecent()).toBe(false);
    expect(new FailedAttempt(file, 'a', () => start + 25 * 3_600_000).isRecent()).toBe(false);
    new FailedAttempt(file, 'a').forget();
    expect(new FailedAttempt(file, 'a', () => start).isRecent()).toBe(false);
  });
});

it('reads the missing libraries from ldd', () => {
  const output =
    '\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x7f)\n\tlibgbm.so.1 => not found\n';
  expect(missingLibraries(output)).toEqual(['libnss3.so', 'libgbm.so.1']);
});
