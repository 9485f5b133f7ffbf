import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { atomicWrite } from './atomic-write';
import { isInside, resolveForWriting, resolveInside } from './contained-path';
import { decodeText, firstInvalidByte, readBytes, readText } from './read-text';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'drydock-storage-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('atomicWrite', () => {
  it('replaces the content, keeps the permissions and leaves no temporary file', async () => {
    const path = join(folder, 'run.sh');
    await writeFile(path, 'old', { mode: 0o755 });
    await atomicWrite(path, 'new');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['run.sh']);
    expect(execFileSync('stat', ['-c', '%a', path], { encoding: 'utf8' }).trim()).toBe('755');
  });

  it('leaves whole contents when many write the same file', async () => {
    const path = join(folder, 'file');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(5000));
    await Promise.all(texts.map((text) => atomicWrite(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('leaves the old file and no litter when the target is a folder', async () => {
    await mkdir(join(folder, 'taken/full'), { recursive: true });
    await expect(atomicWrite(join(folder, 'taken'), 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('containment', () => {
  it('never resolves a path outside the root, whatever it is called', async () => {
    await mkdir(join(folder, 'root/a'), { recursive: true });
    await writeFile(join(folder, 'root/a/file'), '');
    await writeFile(join(folder, 'secret'), '');
    const part = fc.oneof(
      fc.constantFrom('..', '.', 'a', 'file', '', 'secret', '%2e%2e', 'C:', '\\..\\', '...'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        for (const resolve of [resolveInside, resolveForWriting]) {
          const path = await resolve(join(folder, 'root'), parts.join('/')).catch(() => join(folder, 'root'));
          expect(isInside(join(folder, 'root'), path)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('refuses links that lead out, and circles', async () => {
    await mkdir(join(folder, 'root'));
    await writeFile(join(folder, 'secret'), '');
    await symlink(join(folder, 'secret'), join(folder, 'root/link'));
    await symlink(folder, join(folder, 'root/up'));
    await symlink('circle', join(folder, 'root/circle'));
    await expect(resolveInside(join(folder, 'root'), 'link')).rejects.toThrow(/leads out/);
    await expect(resolveInside(join(folder, 'root'), 'up/secret')).rejects.toThrow(/leads out/);
    await expect(resolveForWriting(join(folder, 'root'), 'up/new')).rejects.toThrow(/leads out/);
    await expect(resolveInside(join(folder, 'root'), 'circle')).rejects.toThrow(/circle/);
  });

  it('refuses to write the root itself, however it is spelled', async () => {
    for (const inner of ['', '.', './', 'a/..', 'a/../', './/']) {
      await expect(resolveForWriting(folder, inner)).rejects.toThrow(/not written/);
    }
  });

  it('does not write through a link, even one that stays inside or dangles', async () => {
    await mkdir(join(folder, 'root'));
    await writeFile(join(folder, 'root/file'), '');
    await symlink('file', join(folder, 'root/link'));
    await symlink(join(folder, 'nowhere'), join(folder, 'root/dangling'));
    await expect(resolveForWriting(join(folder, 'root'), 'link')).rejects.toThrow(/not written/);
    await expect(resolveForWriting(join(folder, 'root'), 'dangling')).rejects.toThrow(/not written/);
    expect(await resolveForWriting(join(folder, 'root'), 'new/deep/file')).toBe(
      join(folder, 'root/new/deep/file'),
    );
  });
});

describe('readText', () => {
  it('refuses folders, pipes, what is missing and what is too large, each in words', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await writeFile(join(folder, 'large'), 'x'.repeat(1025));
    await writeFile(join(folder, 'fits'), 'x'.repeat(1024));
    expect(await readText(folder, 10)).toEqual({ ok: false, reason: 'is a folder, and a file was expected' });
    expect(await readText(join(folder, 'pipe'), 10)).toMatchObject({ reason: /device or pipe/ });
    expect(await readText(join(folder, 'none'), 10)).toMatchObject({ reason: /does not exist/ });
    expect(await readText(join(folder, 'large'), 1024)).toMatchObject({ reason: /larger than the 1 KiB/ });
    expect(await readBytes(join(folder, 'fits'), 1024)).toMatchObject({ ok: true });
  });

  it('names the first byte that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('é\nab'), Buffer.from([0x82, 0x41])]);
    expect(decodeText(bytes)).toEqual({
      ok: false,
      reason: 'is not UTF-8 text: byte 0x82 at offset 5, line 2',
    });
  });

  it('finds a wrong byte exactly where the decoder refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(firstInvalidByte(bytes) < bytes.length).toBe(!decodeText(bytes).ok);
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeText(Buffer.from(text)).ok));
  });
});
