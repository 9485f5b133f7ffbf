import { randomBytes } from 'node:crypto';
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LabKey } from '../shared/course/model';
import { DrydockError } from '../shared/errors';
import type { WorkspaceId } from '../shared/workspace/model';
import { syncFolder } from '../storage/atomic-write';
import { resolveForWriting } from '../storage/contained-path';
import { errorCode } from '../storage/storage-error';
import type { SourceFile } from './source';

/**
 * The folders of one workspace. `files` is what the learner sees; `previous` is what it was before the last reset;
 * `tmp` is on the same file system, for files and folders that are not finished. Every change of `files` as a whole
 * is one rename, so that a crash leaves it old or new.
 */
export class WorkspacePlace {
  readonly root: string;

  constructor(workspaces: string, id: WorkspaceId) {
    this.root = join(workspaces, ...id.split('/'));
  }

  get files(): string {
    return join(this.root, 'files');
  }

  get previous(): string {
    return join(this.root, 'previous');
  }

  get tmp(): string {
    return join(this.root, 'tmp');
  }

  /** Whether the learner's files are there. */
  isThere(): Promise<boolean> {
    return isFolder(this.files);
  }

  /** Whether the last reset can be taken back. */
  canUndo(): Promise<boolean> {
    return isFolder(this.previous);
  }

  /** Puts files in place where there are none. */
  async create(files: readonly SourceFile[]): Promise<void> {
    const fresh = await this.#prepare(files);
    await rename(fresh, this.files);
    await syncFolder(this.root);
  }

  /** Begins anew with `files`; what was there becomes `previous`. */
  async replace(files: readonly SourceFile[]): Promise<void> {
    const fresh = await this.#prepare(files);
    const older = await this.#aside(this.previous);
    await rename(this.files, this.previous);
    await rename(fresh, this.files);
    await syncFolder(this.root);
    if (older !== null) await rm(older, { recursive: true, force: true });
  }

  /** Brings `previous` back. What was made since the reset is kept aside in `tmp` until the next start. */
  async undo(): Promise<void> {
    await mkdir(this.tmp, { recursive: true });
    await this.#aside(this.files);
    await rename(this.previous, this.files);
    await syncFolder(this.root);
  }

  /**
   * Puts right what a crash left: unfinished copies go; a workspace whose reset was cut short between its two renames
   * gets its previous files back.
   */
  async recover(): Promise<void> {
    if (!(await this.isThere()) && (await this.canUndo())) await rename(this.previous, this.files);
    await rm(this.tmp, { recursive: true, force: true });
    await mkdir(this.tmp, { recursive: true });
  }

  async #prepare(files: readonly SourceFile[]): Promise<string> {
    const fresh = join(this.tmp, randomBytes(6).toString('hex'));
    await mkdir(fresh, { recursive: true });
    for (const file of files) {
      const path = await resolveForWriting(fresh, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.bytes, { mode: file.executable ? 0o755 : 0o644, flush: true });
    }
    return fresh;
  }

  async #aside(folder: string): Promise<string | null> {
    if (!(await isFolder(folder))) return null;
    const aside = join(this.tmp, randomBytes(6).toString('hex'));
    await rename(folder, aside);
    return aside;
  }
}

/** The lab of a lab's workspace, undefined for a scratch. */
export function labOf(id: WorkspaceId): LabKey | undefined {
  const [kind, ...parts] = id.split('/');
  return kind === 'lab' ? (parts.join('/') as LabKey) : undefined;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  throw new DrydockError({
    kind: 'storage',
    message: `${path} is not a folder, so the workspace cannot be opened.`,
    remedy: 'Move what is there out of the way.',
  });
}
