import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from './settings';
import { defaultSettings, settingsSchema } from './shared/settings';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-settings-'));
  file = join(folder, 'settings.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('SettingsStore', () => {
  it('starts with the defaults where there is no file', () => {
    const store = SettingsStore.open(file);
    expect(store.get()).toEqual(defaultSettings);
    expect(store.damage).toBeNull();
  });

  it('finds after a restart what was changed before', async () => {
    await SettingsStore.open(file).change({ theme: 'dark', panes: { lesson: [30, 70] } });
    expect(SettingsStore.open(file).get()).toEqual({
      ...defaultSettings,
      theme: 'dark',
      panes: { lesson: [30, 70] },
    });
  });

  it('leaves alone what a patch does not name or gives as undefined', async () => {
    const store = SettingsStore.open(file);
    await store.change({ zoom: 1.5 });
    await store.change({ zoom: undefined, engine: 'docker' });
    expect(store.get()).toMatchObject({ zoom: 1.5, engine: 'docker' });
  });

  it('saves changes in the order in which they were made', async () => {
    const store = SettingsStore.open(file);
    await Promise.all([8, 9, 10, 11, 12].map((editorFontSize) => store.change({ editorFontSize })));
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ editorFontSize: 12 });
  });

  it('tells listeners until they leave', async () => {
    const store = SettingsStore.open(file);
    const heard: number[] = [];
    const leave = store.onChange((settings) => heard.push(settings.zoom));
    await store.change({ zoom: 2 });
    leave();
    await store.change({ zoom: 1 });
    expect(heard).toEqual([2]);
  });

  it('keeps the good fields of a file with damaged ones', async () => {
    await writeFile(file, JSON.stringify({ theme: 'neon', zoom: 2, courseFolders: 'x', unknown: 1 }));
    expect(SettingsStore.open(file).get()).toEqual({ ...defaultSettings, zoom: 2 });
  });

  it('keeps rules of the linter, and drops them all where one is no setting', async () => {
    await SettingsStore.open(file).change({ rules: { LatestTag: 'error', AptVersionNotPinned: 'off' } });
    expect(SettingsStore.open(file).get().rules).toEqual({ LatestTag: 'error', AptVersionNotPinned: 'off' });
    await writeFile(file, JSON.stringify({ zoom: 2, rules: { LatestTag: 'loud' } }));
    expect(SettingsStore.open(file).get()).toEqual({ ...defaultSettings, zoom: 2 });
  });

  it('yields valid settings from any file content', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (content) => {
        await writeFile(file, content);
        expect(settingsSchema.parse(SettingsStore.open(file).get())).toEqual(SettingsStore.open(file).get());
      }),
      { numRuns: 100 },
    );
  });

  it('says what is wrong with an unreadable file and uses the defaults', async () => {
    await mkdir(file);
    const store = SettingsStore.open(file);
    expect(store.damage?.message).toContain(file);
    expect(store.get()).toEqual(defaultSettings);
  });

  it('reports a failed save, keeps the change in memory and can save later', async () => {
    await writeFile(join(folder, 'blocked'), '');
    const store = SettingsStore.open(join(folder, 'blocked/settings.json'));
    await expect(store.change({ zoom: 2 })).rejects.toMatchObject({ data: { kind: 'storage' } });
    expect(store.get().zoom).toBe(2);
    await rm(join(folder, 'blocked'));
    await store.change({ theme: 'light' });
    expect(SettingsStore.open(join(folder, 'blocked/settings.json')).get()).toMatchObject({
      zoom: 2,
      theme: 'light',
    });
  });
});
