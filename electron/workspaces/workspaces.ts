import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import type { LabKey } from '../shared/course/model';
import type { DrawnValues } from '../shared/course/variables';
import { DrydockError } from '../shared/errors';
import type {
  SaveResult,
  Workspace,
  WorkspaceChange,
  WorkspaceId,
  WorkspaceText,
} from '../shared/workspace/model';
import { workspaceIdSchema, workspacePathSchema } from '../shared/workspace/model';
import { decodeText } from '../storage/read-text';
import { storageError } from '../storage/storage-error';
import { fillFiles } from './attempt';
import { OpenWorkspace } from './open-workspace';
import { WorkspacePlace, labOf } from './place';
import type { LabSource } from './source';

/** What the workspaces need. */
export interface WorkspacesOptions {
  /** Folder of all workspaces, `<profile>/workspaces`. */
  readonly folder: string;
  readonly labs: LabSource;
  /** Whether the learner tried a step of the lab, so that its solution may be seen. */
  readonly wasTried: (lab: LabKey) => boolean;
}

/** The learner's files: a real folder for each lab and each scratch, which other programs may open too. */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  readonly #open = new Map<WorkspaceId, Promise<OpenWorkspace>>();
  readonly #listeners = new Set<(change: WorkspaceChange) => void>();

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  /** Opens a workspace; a lab's is made from its `start` folder the first time. */
  async open(id: WorkspaceId): Promise<Workspace> {
    return (await this.#get(id)).describe();
  }

  /** Makes a workspace of one file that belongs to no lab. */
  async scratch(file: string, text: string): Promise<Workspace> {
    const path = checkPath(file);
    const id: WorkspaceId = `scratch/${randomUUID()}`;
    const place = new WorkspacePlace(this.#options.folder, id);
    await place.create([{ path, bytes: Buffer.from(text), executable: false }]).catch((error: unknown) => {
      throw storageError(error, `make a scratch workspace in ${this.#options.folder}`);
    });
    return this.open(id);
  }

  /** The folder of a workspace's files, for a build. The workspace is made if it is not there. */
  async folder(id: WorkspaceId): Promise<string> {
    return (await this.#get(id)).place.files;
  }

  /** What was drawn for the attempt at a lab with variables. */
  async variables(id: WorkspaceId): Promise<DrawnValues> {
    return (await this.#get(id)).variables();
  }

  /** A file's text. @throws DrydockError `not-found`, or `refused` when it is no text or too large. */
  async read(id: WorkspaceId, path: string): Promise<WorkspaceText> {
    return (await this.#get(id)).read(checkPath(path));
  }

  /** Saves a text that was made from `version`; null makes a new file. Refused, not overwritten, when the file is another by now. */
  async save(id: WorkspaceId, path: string, text: string, version: string | null): Promise<SaveResult> {
    return (await this.#get(id)).save(checkPath(path), text, version);
  }

  /** Renames a file. @throws DrydockError `conflict` when the new name is taken. */
  async rename(id: WorkspaceId, from: string, to: string): Promise<Workspace> {
    return (await this.#get(id)).rename(checkPath(from), checkPath(to));
  }

  /** Deletes a file. @throws DrydockError `not-found`. */
  async delete(id: WorkspaceId, path: string): Promise<Workspace> {
    return (await this.#get(id)).delete(checkPath(path));
  }

  /** Begins anew with the lab's start files; the learner's are moved aside for {@link undoReset}. */
  async reset(id: WorkspaceId): Promise<Workspace> {
    return (await this.#get(id)).reset();
  }

  /** Brings back what the last reset moved aside. */
  async undoReset(id: WorkspaceId): Promise<Workspace> {
    return (await this.#get(id)).undoReset();
  }

  /** The text files of a lab's solution. @throws DrydockError `refused` until a step was tried. */
  async solution(lab: LabKey): Promise<readonly { readonly path: string; readonly text: string }[]> {
    if (!this.#options.wasTried(lab)) {
      throw new DrydockError({
        kind: 'refused',
        message: 'The solution is shown once you have tried a step of this lab.',
        remedy: 'Check a step first.',
      });
    }
    const drawn = await this.variables(`lab/${lab}`);
    const files = fillFiles(await this.#options.labs.labFiles(lab, 'solution'), drawn);
    return files.flatMap((file) => {
      const text = decodeText(file.bytes);
      return text.ok ? [{ path: file.path, text: text.value }] : [];
    });
  }

  /** Removes a scratch workspace with its files. @throws DrydockError `refused` for a lab's. */
  async discard(id: WorkspaceId): Promise<void> {
    const { place } = await this.#get(id);
    if (labOf(id) !== undefined) {
      throw new DrydockError({ kind: 'refused', message: 'The files of a lab are kept; reset it instead.' });
    }
    await this.release(id);
    const gone = `${place.root}.gone`;
    await rename(place.root, gone);
    await rm(gone, { recursive: true, force: true });
  }

  /** Stops watching a workspace that no view shows any more. */
  async release(id: WorkspaceId): Promise<void> {
    const opening = this.#open.get(id);
    this.#open.delete(id);
    await (await opening?.catch(() => undefined))?.close();
  }

  /** Calls `listener` for each change by another program until the returned function is called. */
  onChange(listener: (change: WorkspaceChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for saves under way and stops watching. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.release(id)));
    this.#listeners.clear();
  }

  #get(id: WorkspaceId): Promise<OpenWorkspace> {
    const opening = this.#open.get(id) ?? this.#openNow(id);
    this.#open.set(id, opening);
    opening.catch(() => this.#open.delete(id)); // so that the next call tries again
    return opening;
  }

  async #openNow(id: WorkspaceId): Promise<OpenWorkspace> {
    if (!workspaceIdSchema.safeParse(id).success) {
      throw new DrydockError({ kind: 'invalid-input', message: `${id} is not the id of a workspace.` });
    }
    return OpenWorkspace.open(
      id,
      new WorkspacePlace(this.#options.folder, id),
      this.#options.labs,
      (change) => {
        for (const listener of this.#listeners) listener(change);
      },
    );
  }
}

function checkPath(path: string): string {
  if (workspacePathSchema.safeParse(path).success) return path;
  throw new DrydockError({ kind: 'invalid-input', message: `${path} is not a path inside a workspace.` });
}
