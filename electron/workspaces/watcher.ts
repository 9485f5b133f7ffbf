import { relative, sep } from 'node:path';
import type { FSWatcher } from 'chokidar';
import type { WorkspaceChange, WorkspaceId } from '../shared/workspace/model';
import { temporarySuffix } from '../storage/atomic-write';
import { maxDepth } from './limits';
import { listPaths, readState } from './tree';

/** Milliseconds in which an editor's remove-and-write counts as one change. */
const settle = 60;

/**
 * Notices what other programs do to a workspace's files. A change is told by content: whoever made it, a file whose
 * content is the one that the app knows has not changed, so that the app's own saves make no echo.
 */
export class WorkspaceWatcher {
  readonly #id: WorkspaceId;
  readonly #folder: string;
  readonly #tell: (change: WorkspaceChange) => void;
  /** Path -> version that the app has shown or written; null until it looked at the folder that is watched. */
  #known: Map<string, string> | null = null;
  #watcher: FSWatcher | null = null;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(id: WorkspaceId, folder: string, tell: (change: WorkspaceChange) => void) {
    this.#id = id;
    this.#folder = folder;
    this.#tell = tell;
  }

  /**
   * Begins to watch, or begins anew after the folder was replaced. Does not wait until the system watches, which a
   * learner would wait for too: what changes before is found by looking once it does.
   */
  async start(): Promise<void> {
    await this.#watcher?.close();
    this.#known = null;
    const { watch } = await import('chokidar');
    const watcher = watch(this.#folder, {
      ignoreInitial: true,
      followSymlinks: false,
      depth: maxDepth,
      ignored: (path) => path.endsWith(temporarySuffix),
    });
    this.#watcher = watcher;
    const touched = (path: string): void =>
      this.#examineSoon(relative(this.#folder, path).split(sep).join('/'));
    watcher.on('add', touched).on('change', touched).on('unlink', touched);
    watcher.once('ready', () => void this.#lookAround(watcher));
    // Without watches (their number is limited) a change is still noticed when a save finds another version.
    watcher.on('error', () => undefined);
  }

  /**
   * What was found of all files. It is what the app knows, unless it knew something else: then another program was
   * quicker than the watch, and whoever shows the file is told.
   */
  foundAll(versions: ReadonlyMap<string, string>): void {
    const known = this.#known;
    if (known === null) this.#known = new Map(versions);
    else
      for (const path of new Set([...known.keys(), ...versions.keys()]))
        this.found(path, versions.get(path) ?? null);
  }

  /** What was found of one file, null where it is not there; told where the app knew something else. */
  found(path: string, version: string | null): void {
    if (this.#known === null) return;
    const known = this.#known.get(path);
    if (version === (known ?? null)) return;
    this.know(path, version);
    const change = version === null ? 'removed' : known === undefined ? 'added' : 'changed';
    this.#tell({ id: this.#id, path, change });
  }

  /** What the app itself made of one file; null when it removed it. */
  know(path: string, version: string | null): void {
    if (version === null) this.#known?.delete(path);
    else this.#known?.set(path, version);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    await this.#watcher?.close();
    this.#watcher = null;
  }

  /** Where nothing is known yet there is nothing to find: the app looks at the folder later, and changes are noticed now. */
  async #lookAround(watcher: FSWatcher): Promise<void> {
    const known = this.#known;
    if (known === null) return;
    const there = await listPaths(this.#folder).catch(() => []);
    if (this.#watcher !== watcher) return;
    for (const path of new Set([...known.keys(), ...there])) this.#examineSoon(path);
  }

  #examineSoon(path: string): void {
    const timer = this.#timers.get(path);
    if (timer !== undefined) clearTimeout(timer);
    this.#timers.set(
      path,
      setTimeout(() => {
        this.#timers.delete(path);
        void this.#examine(path);
      }, settle),
    );
  }

  async #examine(path: string): Promise<void> {
    const state = await readState(`${this.#folder}${sep}${path}`).catch(() => null); // unreadable is as good as gone
    this.found(path, state?.version ?? null);
  }
}
