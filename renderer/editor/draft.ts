/**
 * The state of one file in the editor, and everything that may happen to it. Pure: timers, disk and Monaco are
 * elsewhere. The rule behind every transition: text that the learner typed, and text that something else wrote to
 * the disk, are both kept until the learner says which one to drop.
 */
import type { ErrorData } from '../../electron/shared/errors';
import type { SaveResult, WorkspaceText } from '../../electron/shared/workspace/model';

/** What a file on disk became while the editor held another text. */
export interface Conflict {
  readonly reason: 'changed-outside' | 'deleted-outside';
  /** What is on disk now; null when it was deleted. */
  readonly disk: WorkspaceText | null;
}

/** One open file. */
export interface Draft {
  readonly path: string;
  /** What the editor shows. */
  readonly text: string;
  /** What the disk holds as far as we know. */
  readonly savedText: string;
  /** The version on disk that `text` was made from; null for a file that has to be created. */
  readonly version: string | null;
  /** The text of the save that is under way. */
  readonly saving: string | null;
  readonly conflict: Conflict | null;
  /** Why the last save failed; the text is still in the editor. */
  readonly error: ErrorData | null;
}

/** What the tab shows of a draft. */
export type DraftStatus = 'saved' | 'dirty' | 'saving' | 'conflict' | 'failed';

/** A draft of a file as it was read. */
export function opened(file: WorkspaceText): Draft {
  return {
    path: file.path,
    text: file.text,
    savedText: file.text,
    version: file.version,
    saving: null,
    conflict: null,
    error: null,
  };
}

export function statusOf(draft: Draft): DraftStatus {
  if (draft.conflict) return 'conflict';
  if (draft.error) return 'failed';
  if (draft.saving !== null) return 'saving';
  return draft.text === draft.savedText ? 'saved' : 'dirty';
}

/** Whether a save should be sent now: there is something to save, none is under way, and no question is open. */
export function wantsSave(draft: Draft): boolean {
  return draft.text !== draft.savedText && draft.saving === null && draft.conflict === null;
}

export function edited(draft: Draft, text: string): Draft {
  return { ...draft, text };
}

export function saveSent(draft: Draft): Draft {
  return { ...draft, saving: draft.text, error: null };
}

/** The answer to the save that was sent. Text typed in the meantime stays, and is dirty against what was saved. */
export function saveAnswered(draft: Draft, result: SaveResult): Draft {
  const sent = draft.saving ?? draft.text;
  if (result.saved) {
    return { ...draft, saving: null, savedText: sent, version: result.version, conflict: null };
  }
  if (result.disk?.text === draft.text) return settled(draft, result.disk);
  return { ...draft, saving: null, conflict: { reason: result.reason, disk: result.disk } };
}

export function saveFailed(draft: Draft, error: ErrorData): Draft {
  return { ...draft, saving: null, error };
}

/**
 * Something else wrote the file. An editor without unsaved text shows the new one (Monaco's undo still has the old);
 * otherwise the learner is asked. While a save is under way the answer to it settles the matter.
 */
export function diskChanged(draft: Draft, disk: WorkspaceText): Draft {
  if (disk.version === draft.version || draft.saving !== null) return draft;
  if (disk.text === draft.text || draft.text === draft.savedText) return settled(draft, disk);
  return { ...draft, conflict: { reason: 'changed-outside', disk } };
}

/** Something else deleted the file. Its text stays in the editor until the learner decides. */
export function diskDeleted(draft: Draft): Draft {
  if (draft.saving !== null) return draft;
  return { ...draft, conflict: { reason: 'deleted-outside', disk: null } };
}

/** The learner's text wins: it is now made from what is on disk, so the next save goes through. */
export function keepMine(draft: Draft): Draft {
  if (!draft.conflict) return draft;
  const { disk } = draft.conflict;
  return {
    ...draft,
    conflict: null,
    error: null,
    version: disk?.version ?? null,
    // A deleted file must be written again even though the text did not change.
    savedText: disk?.text ?? differentFrom(draft.text),
  };
}

/** The disk's text wins. Null when the file is gone and its tab should close. */
export function takeTheirs(draft: Draft): Draft | null {
  if (!draft.conflict) return draft;
  return draft.conflict.disk ? settled(draft, draft.conflict.disk) : null;
}

function settled(draft: Draft, disk: WorkspaceText): Draft {
  return {
    ...draft,
    text: disk.text,
    savedText: disk.text,
    version: disk.version,
    saving: null,
    conflict: null,
    error: null,
  };
}

function differentFrom(text: string): string {
  return text === '' ? '\0' : '';
}
