import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { embeddedUpkeep } from './upkeep';

it('measures what is kept, and removes all of it once nothing runs', async () => {
  const data = await mkdtemp(join(tmpdir(), 'drydock-upkeep-'));
  await mkdir(join(data, 'images/blobs'), { recursive: true });
  await writeFile(join(data, 'state.bin'), Buffer.alloc(1000));
  await writeFile(join(data, 'images/blobs/a'), Buffer.alloc(24));
  let closed = false;
  const upkeep = embeddedUpkeep({
    data,
    state: () => 'resting',
    cap: () => 5_000,
    close: async () => {
      expect(existsSync(data)).toBe(true);
      closed = true;
    },
  });
  expect(await upkeep.measure()).toEqual({ state: 'resting', diskBytes: 1024, diskCap: 5_000 });
  await upkeep.reset();
  expect(closed).toBe(true);
  expect(existsSync(data)).toBe(false);
  expect(await upkeep.measure()).toEqual({ state: 'resting', diskBytes: 0, diskCap: 5_000 });
});
