import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of a few kilobytes, to be filled up or made read-only. */
export interface SmallDisk {
  readonly folder: string;
  readonly setReadOnly: (readOnly: boolean) => void;
  readonly remove: () => void;
}

/** Mounts a tmpfs. Needs root on Linux: see {@link canMount}. @param size As mount takes it: `256k`. */
export function mountSmallDisk(size: string): SmallDisk {
  const parent = mkdtempSync(join(tmpdir(), 'drydock-disk-'));
  const folder = join(parent, 'disk');
  chmodSync(parent, 0o711); // the disk may be handed to another account
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
  return {
    folder,
    setReadOnly: (readOnly) => {
      execFileSync('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, folder], { stdio: 'pipe' });
    },
    remove: () => {
      spawnSync('umount', ['-l', folder]);
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** Whether this process may mount; the tests that need it are skipped visibly where not. */
export const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    mountSmallDisk('64k').remove();
    return true;
  } catch {
    return false; // a container without the right to mount
  }
})();
