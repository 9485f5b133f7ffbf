import { existsSync, statSync } from 'node:fs';
import { chmod, copyFile, link, lstat, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { say } from '../log';
import { createWhole } from '../runtime/unpack';
import { type Account, asAccount } from './account';
import { runQuietly } from '../processes';

/** Whether the user can reach and read a path; asked from the system, which knows links, groups and ACLs. */
export function canRead(account: Account, path: string): boolean {
  return runQuietly(asAccount(account, { file: 'test', args: ['-r', path] })).code === 0;
}

/**
 * A copy of some entries of a folder in a place that everybody can read: for a checkout below a closed home
 * directory. Files are linked where that is enough and copied where it is not. It is remade at each call, since the
 * checkout may have changed.
 * @returns the folder that stands for `source`.
 */
export async function stage(source: string, entries: readonly string[], target: string): Promise<string> {
  say(`${source} cannot be read by the unprivileged user: staging it to ${target}.`);
  await createWhole(target, async (temporary) => {
    for (const entry of entries) {
      const from = join(source, entry);
      if (!existsSync(from)) continue;
      await mkdir(dirname(join(temporary, entry)), { recursive: true });
      await copyReadable(from, join(temporary, entry), source);
    }
  });
  return target;
}

async function copyReadable(from: string, to: string, source: string): Promise<void> {
  const info = await lstat(from);
  if (info.isDirectory()) {
    await mkdir(to, { recursive: true });
    await chmod(to, 0o755);
    for (const name of await readdir(from)) await copyReadable(join(from, name), join(to, name), source);
  } else if (info.isSymbolicLink()) {
    const goal = await readlink(from);
    const inside = !relative(source, join(dirname(from), goal)).startsWith('..');
    if (inside) await symlink(goal, to);
  } else if (info.isFile()) {
    await linkOrCopy(from, to, info.mode);
  }
}

async function linkOrCopy(from: string, to: string, mode: number): Promise<void> {
  if (mode & 0o004) {
    try {
      await link(from, to);
      return;
    } catch {
      // another file system, or links are forbidden: copy
    }
  }
  await copyFile(from, to);
  await chmod(to, mode & 0o100 ? 0o755 : 0o644);
}

/** The identity of a folder, for a name in a shared place. */
export function folderKey(folder: string): string {
  const { dev, ino } = statSync(folder);
  return `${dev.toString(36)}-${ino.toString(36)}`;
}
