import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { DrydockError } from '../shared/errors';
import { errorCode, storageError } from './storage-error';

/** Whether `path` is `root` or lies below it. Both are absolute; nothing is read from the disk. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/**
 * The real path of something below `root`, with every link on the way followed.
 *
 * @param root An existing folder.
 * @param inner Relative, with forward slashes.
 * @throws DrydockError `refused` when it leaves the root, by `..`, by being absolute, or by a link; `not-found` when it does not exist.
 */
export async function resolveInside(root: string, inner: string): Promise<string> {
  const refuse = (): never => {
    throw new DrydockError({
      kind: 'refused',
      message: `${inner} leads out of its folder and was not opened.`,
    });
  };
  if (inner.includes('\0') || isAbsolute(inner) || /^[A-Za-z]:|\\/.test(inner)) return refuse();
  const realRoot = await realpath(root).catch((error: unknown) => {
    throw storageError(error, `open ${root}`);
  });
  const lexical = join(realRoot, inner);
  if (!isInside(realRoot, lexical)) return refuse();
  const real = await realpath(lexical).catch((error: unknown) => {
    throw storageError(error, `open ${inner}`);
  });
  return isInside(realRoot, real) ? real : refuse();
}

/**
 * The path at which a new or existing file below `root` may be written: every folder on the way that exists is really
 * inside, and the file itself is not a link.
 *
 * @throws DrydockError `refused` when it would be written elsewhere.
 */
export async function resolveForWriting(root: string, inner: string): Promise<string> {
  const realRoot = await resolveInside(root, '');
  const path = resolve(join(realRoot, inner)); // without a slash at its end, which would never climb to the root
  const refused = new DrydockError({
    kind: 'refused',
    message: `${inner} leads out of its folder, or is a link, and was not written.`,
  });
  if (isAbsolute(inner) || /[\0\\]|^[A-Za-z]:/.test(inner) || path === realRoot || !isInside(realRoot, path))
    throw refused;
  for (let step = path; step !== realRoot; step = dirname(step)) {
    if (await isLink(step)) throw refused;
  }
  return path;
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return false;
    throw storageError(error, `open ${path}`);
  }
}
