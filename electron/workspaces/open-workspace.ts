import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DrawnValues } from '../shared/course/variables';
import { DrydockError } from '../shared/errors';
import type {
  SaveResult,
  Workspace,
  WorkspaceChange,
  WorkspaceFile,
  WorkspaceId,
  WorkspaceText,
} from '../shared/workspace/model';
import { atomicWrite, syncFolder } from '../storage/atomic-write';
import { resolveForWriting } from '../storage/contained-path';
import { describeBytes } from '../storage/read-text';
import { storageError } from '../storage/storage-error';
import { maxFiles, maxTextBytes } from './limits';
import { Attempt, fillFiles } from './attempt';
import { type WorkspacePlace, labOf } from './place';
import type { LabSource, SourceFile } from './source';
import { listPaths, readState, versionOf } from './tree';
import { WorkspaceWatcher } from './watcher';

/** One workspace in use. Its operations run one after the other, each as a whole. */
export class OpenWorkspace {
  readonly place: WorkspacePlace;
  readonly #id: WorkspaceId;
  readonly #labs: LabSource;
  readonly #watcher: WorkspaceWatcher;
  readonly #attempt: Attempt;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    id: WorkspaceId,
    place: WorkspacePlace,
    labs: LabSource,
    tell: (change: WorkspaceChange) => void,
  ) {
    this.#id = id;
    this.place = place;
    this.#labs = labs;
    this.#attempt = new Attempt(place.root);
    this.#watcher = new WorkspaceWatcher(id, place.files, tell);
  }

  /** Opens a workspace, made from the lab's start files if it is not there. */
  static async open(
    id: WorkspaceId,
    place: WorkspacePlace,
    labs: LabSource,
    tell: (change: WorkspaceChange) => void,
  ): Promise<OpenWorkspace> {
    const workspace = new OpenWorkspace(id, place, labs, tell);
    const isNew = !(await place.isThere()) && !(await place.canUndo());
    const start = isNew ? await workspace.#labFiles('start') : null;
    try {
      await place.recover();
      if (start !== null) await place.create(fillFiles(start, await workspace.#draw()));
      await workspace.#watcher.start();
    } catch (error) {
      await workspace.close();
      throw storageError(error, `open the workspace in ${place.root}`, place.root);
    }
    return workspace;
  }

  describe(): Promise<Workspace> {
    return this.#inTurn('read', () => this.#describe());
  }

  read(path: string): Promise<WorkspaceText> {
    return this.#inTurn(`read ${path}`, async () => {
      const text = await this.#readText(path);
      if (text === null) throw notFound(path);
      this.#watcher.found(path, text.version);
      return text;
    });
  }

  save(path: string, text: string, version: string | null): Promise<SaveResult> {
    return this.#inTurn(`save ${path}`, async () => {
      const bytes = Buffer.from(text);
      if (bytes.length > maxTextBytes) {
        throw new DrydockError({
          kind: 'refused',
          message: `${path} would be ${describeBytes(bytes.length)}; files of up to ${describeBytes(maxTextBytes)} are saved.`,
        });
      }
      const target = await resolveForWriting(this.place.files, path);
      const saved = versionOf(bytes);
      const disk = await readState(target);
      if (disk?.version === saved) return { saved: true, version: saved };
      if (disk === null && version !== null) return { saved: false, reason: 'deleted-outside', disk: null };
      if (disk !== null && disk.version !== version) {
        const shown = disk.text === undefined ? null : { path, text: disk.text, version: disk.version };
        return { saved: false, reason: 'changed-outside', disk: shown };
      }
      if (disk === null) await this.#checkRoom();
      this.#watcher.know(path, saved);
      try {
        await atomicWrite(target, bytes, { temporaryFolder: this.place.tmp });
      } catch (error) {
        this.#watcher.know(path, disk?.version ?? null);
        throw error;
      }
      return { saved: true, version: saved };
    });
  }

  rename(from: string, to: string): Promise<Workspace> {
    return this.#inTurn(`rename ${from}`, async () => {
      const source = await resolveForWriting(this.place.files, from);
      const target = await resolveForWriting(this.place.files, to);
      const state = await readState(source);
      if (state === null) throw notFound(from);
      if ((await readState(target)) !== null) {
        throw new DrydockError({ kind: 'conflict', message: `There is a file ${to} already.` });
      }
      await mkdir(dirname(target), { recursive: true });
      this.#watcher.know(from, null);
      this.#watcher.know(to, state.version);
      await rename(source, target);
      await syncFolder(dirname(target));
      return this.#describe();
    });
  }

  delete(path: string): Promise<Workspace> {
    return this.#inTurn(`delete ${path}`, async () => {
      const target = await resolveForWriting(this.place.files, path);
      if ((await readState(target)) === null) throw notFound(path);
      this.#watcher.know(path, null);
      await rm(target);
      return this.#describe();
    });
  }

  reset(): Promise<Workspace> {
    return this.#inTurn('reset the files', async () => {
      if (labOf(this.#id) === undefined) {
        throw new DrydockError({ kind: 'refused', message: 'A scratch has no start to go back to.' });
      }
      const start = await this.#labFiles('start');
      await this.place.replace(fillFiles(start, await this.#draw()));
      return this.#replaced();
    });
  }

  undoReset(): Promise<Workspace> {
    return this.#inTurn('take the reset back', async () => {
      if (!(await this.place.canUndo())) {
        throw new DrydockError({ kind: 'not-found', message: 'There is no reset to take back.' });
      }
      await this.place.undo();
      await this.#attempt.undo();
      return this.#replaced();
    });
  }

  /** What was drawn for this attempt. */
  variables(): Promise<DrawnValues> {
    return this.#inTurn('read what was drawn', () => this.#attempt.current());
  }

  /** Waits for what is under way and stops watching. */
  async close(): Promise<void> {
    await this.#last;
    await this.#watcher.close();
  }

  async #replaced(): Promise<Workspace> {
    await this.#watcher.start();
    return this.#describe();
  }

  async #describe(): Promise<Workspace> {
    const variables = await this.#attempt.current();
    const start = await this.#startVersions(variables);
    const files: WorkspaceFile[] = [];
    for (const path of await listPaths(this.place.files)) {
      const state = await readState(`${this.place.files}/${path}`);
      if (state === null) continue;
      const { size, version, editable } = state;
      files.push({ path, size, version, editable, changed: start !== null && start.get(path) !== version });
    }
    this.#watcher.foundAll(new Map(files.map((file) => [file.path, file.version])));
    const lab = labOf(this.#id);
    const first = (lab === undefined ? undefined : this.#labs.labOpens(lab)) ?? 'Dockerfile';
    const open = files.find((file) => file.path === first) ?? files.find((file) => file.editable) ?? files[0];
    return {
      id: this.#id,
      folder: this.place.files,
      files,
      open: open?.path ?? first,
      canUndoReset: await this.place.canUndo(),
      ...(Object.keys(variables).length > 0 && { variables }),
    };
  }

  async #readText(path: string): Promise<WorkspaceText | null> {
    const state = await readState(await resolveForWriting(this.place.files, path));
    if (state === null) return null;
    if (state.text === undefined) {
      throw new DrydockError({
        kind: 'refused',
        message: `${path} is not UTF-8 text of at most ${describeBytes(maxTextBytes)}, so it cannot be edited here.`,
      });
    }
    return { path, text: state.text, version: state.version };
  }

  async #checkRoom(): Promise<void> {
    if ((await listPaths(this.place.files)).length < maxFiles) return;
    throw new DrydockError({
      kind: 'refused',
      message: `This workspace has ${maxFiles} files, and no more can be added.`,
      remedy: 'Delete files that you do not need.',
    });
  }

  #draw(): Promise<DrawnValues> {
    const lab = labOf(this.#id);
    return this.#attempt.draw(lab === undefined ? {} : (this.#labs.labVariables?.(lab) ?? {}));
  }

  async #labFiles(folder: 'start' | 'solution'): Promise<readonly SourceFile[]> {
    const lab = labOf(this.#id);
    if (lab !== undefined) return this.#labs.labFiles(lab, folder);
    throw new DrydockError({ kind: 'not-found', message: `There is no workspace ${this.#id}.` });
  }

  /** Versions of the lab's start files; null where a learner's file cannot be compared: a scratch, or a closed course. */
  async #startVersions(variables: DrawnValues): Promise<ReadonlyMap<string, string> | null> {
    const lab = labOf(this.#id);
    if (lab === undefined) return null;
    try {
      const files = fillFiles(await this.#labs.labFiles(lab, 'start'), variables);
      return new Map(files.map((file) => [file.path, versionOf(file.bytes)]));
    } catch {
      return null; // the library says what is wrong with the course; the learner's files still open
    }
  }

  #inTurn<T>(doing: string, work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work).catch((error: unknown) => {
      throw storageError(error, doing, this.place.files);
    });
    this.#last = done.catch(() => undefined); // its caller hears of the error; the next operation goes on
    return done;
  }
}

const notFound = (path: string): DrydockError =>
  new DrydockError({ kind: 'not-found', message: `There is no file ${path} in this workspace.` });
