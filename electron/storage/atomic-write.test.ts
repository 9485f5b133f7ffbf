import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DrydockError } from '../shared/errors';
import { atomicWrite } from './atomic-write';
import { canMount, mountSmallDisk } from './testing/small-disk';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-atomic-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

describe('atomicWrite', () => {
  it('creates the file and its folders, and leaves nothing else behind', async () => {
    const file = join(folder, 'a/b/settings.json');
    await atomicWrite(file, '{"é": 1}');
    expect(await readFile(file, 'utf8')).toBe('{"é": 1}');
    expect(await readdir(join(folder, 'a/b'))).toEqual(['settings.json']);
  });

  it('writes bytes as they are, more than one write call takes', async () => {
    const file = join(folder, 'bytes');
    const bytes = new Uint8Array(5_000_000).map((_, index) => index % 251);
    await atomicWrite(file, bytes);
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });

  it('holds one whole content after many writes at once', async () => {
    const file = join(folder, 'contested');
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    await Promise.all(contents.map((content) => atomicWrite(file, content)));
    expect(contents).toContain(await readFile(file, 'utf8'));
    expect(await readdir(folder)).toEqual(['contested']);
  });

  it('keeps the old content and leaves no temporary file when the target is a folder', async () => {
    await writeFile(join(folder, 'kept'), 'old');
    const target = join(folder, 'in-the-way');
    await atomicWrite(join(target, 'child'), 'x');
    const failure = await atomicWrite(target, 'new').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DrydockError);
    expect((failure as DrydockError).data).toMatchObject({ kind: 'storage', where: { file: target } });
    expect(await readdir(folder)).toEqual(['in-the-way', 'kept']);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'says that access is denied in a read-only folder',
    async () => {
      await chmod(folder, 0o500);
      await expect(atomicWrite(join(folder, 'x'), 'x')).rejects.toThrow(/Could not save .*access is denied/);
    },
  );

  it.skipIf(!canMount)('says that the disk is full, or read-only, and keeps the old content', async () => {
    const disk = mountSmallDisk('64k');
    try {
      const file = join(disk.folder, 'settings.json');
      await atomicWrite(file, 'old');
      await expect(atomicWrite(file, 'x'.repeat(100_000))).rejects.toThrow(
        /Could not save .*: the disk is full/,
      );
      expect(await readdir(disk.folder)).toEqual(['settings.json']);
      disk.setReadOnly(true);
      await expect(atomicWrite(file, 'new')).rejects.toThrow(/the disk is read-only/);
      expect(await readFile(file, 'utf8')).toBe('old');
    } finally {
      disk.remove();
    }
  });
});
