import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import type { SaveResult, WorkspaceText } from '../../electron/shared/workspace/model';
import * as draft from './draft';
import type { Draft } from './draft';

/** Milliseconds of quiet after the last key before a file is saved. */
export const quietMs = 400;
/** Milliseconds until a failed save is tried again by itself. */
export const retryMs = 5000;

/** What autosave needs of the world. */
export interface AutosaveHost {
  save(path: string, text: string, version: string | null): Promise<SaveResult>;
  /** Called with every new state of a file; undefined when it is no longer open. */
  changed(path: string, draft: Draft | undefined): void;
}

/**
 * The open files of one workspace and their saves: at most one at a time for a file, the newest text last, nothing
 * sent while a question is open. What may happen to a file is draft.ts's; when it happens is here.
 */
export class Autosave {
  private readonly drafts = new Map<string, Draft>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly host: AutosaveHost) {}

  get(path: string): Draft | undefined {
    return this.drafts.get(path);
  }

  open(file: WorkspaceText): void {
    this.put(draft.opened(file));
  }

  edit(path: string, text: string): void {
    const known = this.drafts.get(path);
    if (!known || known.text === text) return;
    this.put(draft.edited(known, text));
    this.schedule(path, quietMs);
  }

  /** What is on disk now, when something else wrote or deleted the file (null). */
  disk(path: string, file: WorkspaceText | null): void {
    const known = this.drafts.get(path);
    if (known) this.put(file ? draft.diskChanged(known, file) : draft.diskDeleted(known));
  }

  keepMine(path: string): Promise<void> {
    const known = this.drafts.get(path);
    if (!known) return Promise.resolve();
    this.put(draft.keepMine(known));
    return this.save(path);
  }

  takeTheirs(path: string): void {
    const known = this.drafts.get(path);
    if (!known) return;
    const taken = draft.takeTheirs(known);
    if (taken) this.put(taken);
    else this.close(path);
  }

  /** Forgets a file. Whoever calls this has flushed it or does not want its text. */
  close(path: string): void {
    this.cancelTimer(path);
    if (this.drafts.delete(path)) this.host.changed(path, undefined);
  }

  /** Saves one file now; resolves when the disk has its newest text, or a question or an error stands in the way. */
  async save(path: string): Promise<void> {
    this.cancelTimer(path);
    for (let run = this.running.get(path); run; run = this.running.get(path)) await run;
    const known = this.drafts.get(path);
    if (!known || !draft.wantsSave(known)) return;
    const sent = draft.saveSent(known);
    this.put(sent);
    const run = this.send(sent);
    this.running.set(path, run);
    await run;
    const after = this.drafts.get(path);
    if (after && draft.wantsSave(after) && !after.error) await this.save(path);
  }

  /** Saves everything. The files that could not be saved come back: in conflict or failed. */
  async flush(): Promise<readonly Draft[]> {
    await Promise.all([...this.drafts.keys()].map((path) => this.save(path)));
    return [...this.drafts.values()].filter((each) => each.conflict ?? each.error);
  }

  private async send(sent: Draft): Promise<void> {
    const answer = await this.host
      .save(sent.path, sent.text, sent.version)
      .catch((thrown: unknown): { readonly error: ErrorData } => ({ error: toErrorData(thrown) }));
    this.running.delete(sent.path);
    const known = this.drafts.get(sent.path);
    if (!known) return;
    if ('error' in answer) {
      this.put(draft.saveFailed(known, answer.error));
      this.schedule(sent.path, retryMs);
    } else {
      this.put(draft.saveAnswered(known, answer));
    }
  }

  private put(next: Draft): void {
    this.drafts.set(next.path, next);
    this.host.changed(next.path, next);
  }

  private schedule(path: string, ms: number): void {
    this.cancelTimer(path);
    this.timers.set(
      path,
      setTimeout(() => void this.save(path), ms),
    );
  }

  private cancelTimer(path: string): void {
    clearTimeout(this.timers.get(path));
    this.timers.delete(path);
  }
}
