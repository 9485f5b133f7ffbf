import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileProblem } from './profile';
import { canMount, mountSmallDisk } from './storage/testing/small-disk';

it('finds nothing wrong with a folder that can be made, and leaves nothing in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-profile-'));
  expect(profileProblem(join(folder, 'new/profile'))).toBeNull();
  expect(await readdir(join(folder, 'new/profile'))).toEqual([]);
  await rm(folder, { recursive: true });
});

it('says why a profile cannot be written to, and what that means', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-profile-'));
  await writeFile(join(folder, 'file'), '');
  const problem = profileProblem(join(folder, 'file/profile'));
  expect(problem).toMatchObject({ kind: 'storage' });
  expect(problem?.message).toContain('what you do now is not kept');
  await rm(folder, { recursive: true });
});

it.skipIf(!canMount)('notices a read-only disk', () => {
  const disk = mountSmallDisk('64k');
  try {
    expect(profileProblem(disk.folder)).toBeNull();
    disk.setReadOnly(true);
    expect(profileProblem(disk.folder)?.message).toContain('the disk is read-only');
  } finally {
    disk.remove();
  }
});
