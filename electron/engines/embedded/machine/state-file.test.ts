import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StateFile } from './state-file';

const HASH = 'a1'.repeat(32);
const STATE = new Uint8Array(10_000).map((_, index) => index);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drydock-state-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a saved state', () => {
  const path = () => join(folder, `machine-${HASH}.state`);

  it('is read as it was written, under its own hash alone, and replaces older ones', async () => {
    const states = new StateFile(folder);
    await states.write('b2'.repeat(32), STATE);
    await states.write(HASH, STATE);
    expect(await states.read(HASH)).toEqual(STATE);
    expect(await states.read('b2'.repeat(32))).toBeUndefined();
    expect(readdirSync(folder)).toEqual([`machine-${HASH}.state`]);
    await states.remove(HASH);
    expect(await states.read(HASH)).toBeUndefined();
  });

  it('is not used when it was cut short, at any length', async () => {
    const states = new StateFile(folder);
    for (const length of [0, 10, 32, 33, 5_000, 10_031]) {
      await states.write(HASH, STATE);
      truncateSync(path(), length);
      expect(await states.read(HASH)).toBeUndefined();
    }
  });

  it('is not used when a byte of it was changed, wherever', async () => {
    const states = new StateFile(folder);
    for (const place of [0, 31, 32, 5_000, 10_031]) {
      await states.write(HASH, STATE);
      const bytes = readFileSync(path());
      bytes[place]! ^= 1;
      writeFileSync(path(), bytes);
      expect(await states.read(HASH)).toBeUndefined();
    }
  });

  it('can be baked into a package, where a damaged one counts as none', async () => {
    const baked = join(folder, 'package');
    const states = new StateFile(folder, baked);
    await states.write(HASH, STATE);
    expect(await states.bake('c3'.repeat(32), baked)).toBe(false);
    expect(await states.bake(HASH, baked)).toBe(true);
    await states.remove(HASH);
    expect(await states.read(HASH)).toEqual(STATE);
    const [name = ''] = readdirSync(baked);
    truncateSync(join(baked, name), 50);
    expect(await states.read(HASH)).toBeUndefined();
  });
});
