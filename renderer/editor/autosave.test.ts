import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DrydockError } from '../../electron/shared/errors';
import type { SaveResult } from '../../electron/shared/workspace/model';
import { Autosave, quietMs, retryMs } from './autosave';
import { statusOf } from './draft';

/** A disk with one file that answers saves as the main process does, one macrotask later. */
class Disk {
  text = 'start';
  count = 0;
  failing = false;
  saves: string[] = [];

  get version() {
    return `v${this.count}`;
  }
  write(text: string) {
    this.text = text;
    this.count += 1;
  }
  async save(_path: string, text: string, version: string | null): Promise<SaveResult> {
    await new Promise((done) => setTimeout(done, 10));
    if (this.failing) throw new DrydockError({ kind: 'storage', message: 'The disk is full.' });
    if (version !== this.version) {
      return {
        saved: false,
        reason: 'changed-outside',
        disk: { path: 'a', text: this.text, version: this.version },
      };
    }
    this.saves.push(text);
    this.write(text);
    return { saved: true, version: this.version };
  }
}

describe('Autosave', () => {
  let disk: Disk;
  let autosave: Autosave;

  beforeEach(() => {
    vi.useFakeTimers();
    disk = new Disk();
    autosave = new Autosave({ save: (...args) => disk.save(...args), changed: () => undefined });
    autosave.open({ path: 'a', text: 'start', version: 'v0' });
  });
  afterEach(() => vi.useRealTimers());

  const status = () => statusOf(autosave.get('a') ?? expect.fail('the file is closed'));

  it('saves once after typing pauses', async () => {
    for (const text of ['s', 'st', 'sto']) {
      autosave.edit('a', text);
      await vi.advanceTimersByTimeAsync(quietMs - 100);
    }
    expect(disk.saves).toEqual([]);
    await vi.advanceTimersByTimeAsync(quietMs);
    expect(disk.saves).toEqual(['sto']);
    expect(status()).toBe('saved');
  });

  it('sends one save at a time and the newest text last', async () => {
    autosave.edit('a', 'one');
    const first = autosave.save('a');
    autosave.edit('a', 'two');
    const second = autosave.save('a');
    autosave.edit('a', 'three');
    await vi.runAllTimersAsync();
    await Promise.all([first, second]);
    expect(disk.text).toBe('three');
    expect(disk.saves[0]).toBe('one');
    expect(status()).toBe('saved');
  });

  it('stops at a conflict until it is answered, and then saves over the version that was shown', async () => {
    autosave.edit('a', 'mine');
    disk.write('theirs');
    await vi.runAllTimersAsync();
    expect(status()).toBe('conflict');
    autosave.edit('a', 'mine, longer');
    await vi.runAllTimersAsync();
    expect(disk.text).toBe('theirs');
    void autosave.keepMine('a');
    await vi.runAllTimersAsync();
    expect(disk.text).toBe('mine, longer');
  });

  it('asks again when the disk changed once more before "keep mine" arrived', async () => {
    autosave.edit('a', 'mine');
    disk.write('theirs');
    await vi.runAllTimersAsync();
    disk.write('theirs again');
    void autosave.keepMine('a');
    await vi.runAllTimersAsync();
    expect(status()).toBe('conflict');
    autosave.takeTheirs('a');
    expect(autosave.get('a')?.text).toBe('theirs again');
  });

  it('keeps the text of a failed save and tries again by itself', async () => {
    disk.failing = true;
    autosave.edit('a', 'typed');
    await vi.advanceTimersByTimeAsync(quietMs + 20);
    expect(status()).toBe('failed');
    disk.failing = false;
    await vi.advanceTimersByTimeAsync(retryMs + 20);
    expect(disk.text).toBe('typed');
    expect(status()).toBe('saved');
  });

  it('flushes at once and names what could not be saved', async () => {
    autosave.edit('a', 'typed');
    const done = autosave.flush();
    await vi.runAllTimersAsync();
    expect(await done).toEqual([]);
    expect(disk.text).toBe('typed');

    disk.failing = true;
    autosave.edit('a', 'more');
    const failed = autosave.flush();
    await vi.advanceTimersByTimeAsync(20);
    expect((await failed).map((each) => each.error?.message)).toEqual(['The disk is full.']);
  });

  it('offers a deletion instead of following it', () => {
    autosave.disk('a', null);
    expect(status()).toBe('conflict');
    expect(autosave.get('a')?.text).toBe('start');
  });
});
