import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeckPlace, readDeckSource, saveDeckSource } from './deck-source';

let folder = '';
const place = (origin: 'folder' | 'archive' | 'shipped' = 'folder'): DeckPlace => ({
  course: { title: 'Boats', origin, folder },
  path: 'slides.md',
});
const file = (): string => join(folder, 'slides.md');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-deck-source-'));
  await writeFile(file(), '## A\n');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the source of a deck', () => {
  it('is read and written with the version it was made from', async () => {
    const { text, version } = await readDeckSource(place());
    expect(text).toBe('## A\n');
    const saved = await saveDeckSource(place(), '## B\r\n', version);
    expect(saved).toEqual({ saved: true, version: (await readDeckSource(place())).version });
    expect(await readFile(file(), 'utf8')).toBe('## B\r\n');
  });

  it('is not written over what another program wrote, or where it was deleted', async () => {
    const { version } = await readDeckSource(place());
    await writeFile(file(), '## Theirs\n');
    expect(await saveDeckSource(place(), '## Mine\n', version)).toMatchObject({
      saved: false,
      reason: 'changed-outside',
      disk: { text: '## Theirs\n' },
    });
    expect(await readFile(file(), 'utf8')).toBe('## Theirs\n');
    await rm(file());
    expect(await saveDeckSource(place(), '## Mine\n', version)).toMatchObject({ reason: 'deleted-outside' });
    expect(await saveDeckSource(place(), '## Mine\n', null)).toMatchObject({ saved: true });
  });

  it('is saved by one writer at a time: of two texts made from one version the second is refused', async () => {
    const { version } = await readDeckSource(place());
    const [first, second] = await Promise.all([
      saveDeckSource(place(), '## One\n', version),
      saveDeckSource(place(), '## Two\n', version),
    ]);
    expect([first.saved, second.saved]).toEqual([true, false]);
    expect(await readFile(file(), 'utf8')).toBe('## One\n');
  });

  it.each(['shipped', 'archive'] as const)('is refused where the course is %s', async (origin) => {
    await expect(readDeckSource(place(origin))).rejects.toMatchObject({ data: { kind: 'refused' } });
    await expect(saveDeckSource(place(origin), 'x', null)).rejects.toMatchObject({
      data: { kind: 'refused' },
    });
    expect(await readFile(file(), 'utf8')).toBe('## A\n');
  });

  it('is not written through a link that leads elsewhere', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'drydock-elsewhere-'));
    await writeFile(join(elsewhere, 'secret.md'), 'secret');
    await rm(file());
    await symlink(join(elsewhere, 'secret.md'), file());
    await expect(saveDeckSource(place(), 'x', null)).rejects.toMatchObject({ data: { kind: 'refused' } });
    expect(await readFile(join(elsewhere, 'secret.md'), 'utf8')).toBe('secret');
    await rm(elsewhere, { recursive: true });
  });

  it('that is no text is told of', async () => {
    await writeFile(file(), Buffer.from([0x23, 0xff, 0x0a]));
    await expect(readDeckSource(place())).rejects.toThrow('slides.md is not UTF-8 text');
  });
});
