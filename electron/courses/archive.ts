import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type ZipFile, openPromise } from 'yauzl';
import { DrydockError } from '../shared/errors';
import { syncFolder } from '../storage/atomic-write';
import { describeBytes } from '../storage/read-text';
import { errorCode, storageError } from '../storage/storage-error';
import { archiveLimits } from './limits';
import { type PlannedEntry, ZipPlan } from './zip-entries';

/**
 * Unpacks a course archive into a folder of its own below `into`, named by the archive's content. The whole directory
 * is checked before a byte is written, and the folder appears when it is complete. An archive that was unpacked before
 * is not unpacked again.
 *
 * @returns The course folder.
 * @throws DrydockError `invalid-course` for a file that is no archive, holds no course, or is hostile; `storage` when it cannot be read or written.
 */
export async function unpackCourse(archive: string, into: string): Promise<string> {
  const name = basename(archive);
  const size = (await stat(archive).catch(cannot(`open ${archive}`))).size;
  if (size > archiveLimits.file) {
    throw invalid(name, `is larger than ${describeBytes(archiveLimits.file)}`);
  }
  const target = join(into, `archive-${(await digest(archive)).slice(0, 24)}`);
  if (await exists(target)) return target;
  const zip = await openPromise(archive, { autoClose: false, strictFileNames: true }).catch(
    (error: unknown) => {
      throw errorCode(error) === ''
        ? invalid(name, `is not a zip file: ${text(error)}`)
        : storageError(error, `open ${archive}`);
    },
  );
  try {
    const files = courseFiles(await plan(zip, name), name);
    const unfinished = join(into, `.unpacking-${randomBytes(6).toString('hex')}`);
    try {
      for (const file of files) await unpack(zip, file, unfinished, name);
      await rename(unfinished, target);
      await syncFolder(into);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw storageError(error, `unpack ${name} into ${into}`, into);
    }
  } finally {
    zip.close();
  }
  return target;
}

/** Reads the archive's directory. */
async function plan(zip: ZipFile, name: string): Promise<readonly PlannedEntry[]> {
  const planned = new ZipPlan();
  try {
    for await (const entry of zip.eachEntry()) planned.add(entry);
  } catch (error) {
    throw invalid(name, text(error));
  }
  return planned.files;
}

/** The files of the course in an archive: at its top, or in its one folder. */
function courseFiles(files: readonly PlannedEntry[], name: string): readonly PlannedEntry[] {
  if (files.some((file) => file.path === 'course.yaml')) return files;
  const tops = new Set(files.map((file) => file.path.split('/')[0] ?? ''));
  const [top = ''] = tops;
  if (tops.size !== 1 || !files.some((file) => file.path === `${top}/course.yaml`)) {
    throw invalid(name, 'has no course.yaml at its top or in its only folder');
  }
  return files.map((file) => ({ ...file, path: file.path.slice(top.length + 1) }));
}

async function unpack(zip: ZipFile, file: PlannedEntry, folder: string, name: string): Promise<void> {
  const path = join(folder, ...file.path.split('/'));
  await mkdir(dirname(path), { recursive: true });
  try {
    const mode = file.executable ? 0o755 : 0o644;
    await pipeline(
      await zip.openReadStreamPromise(file.entry),
      createWriteStream(path, { flags: 'wx', mode, flush: true }),
    );
  } catch (error) {
    // Without a system's code it is the archive that is wrong: damaged data, or a size that its directory lied about.
    const isSystem = /^E[A-Z]+$/.test(errorCode(error));
    throw isSystem ? error : invalid(name, `has a damaged entry ${file.path}: ${text(error)}`);
  }
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch(cannot(`read ${path}`));
  return hash.digest('hex');
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false, // what else may be wrong with it shows when it is written
  );

const cannot =
  (doing: string) =>
  (error: unknown): never => {
    throw storageError(error, doing);
  };

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const invalid = (name: string, what: string): DrydockError =>
  new DrydockError({
    kind: 'invalid-course',
    message: `${name} was not opened: it ${what}.`,
    remedy: 'Ask the author of the course for a sound archive.',
    where: { file: name },
  });
