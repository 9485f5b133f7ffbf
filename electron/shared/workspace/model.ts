import { z } from 'zod';

/**
 * How a workspace is named: `lab/<course>/<lesson>/<lab>` for a lab's, `scratch/<uuid>` for one opened by "Try it".
 * The renderer only ever holds such an id; the folder behind it is the main process's business.
 */
export const workspaceIdSchema = z
  .string()
  .regex(/^(lab(\/[a-z0-9]+(-[a-z0-9]+)*){3}|scratch\/[a-z0-9-]{8,40})$/, 'not a workspace id');
export type WorkspaceId = z.infer<typeof workspaceIdSchema>;

/** A path inside a workspace. */
export const workspacePathSchema = z
  .string()
  .min(1)
  .max(400)
  .regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/$)[^\\\0]+$/, 'not a path inside a workspace');

/** A file of the learner's. `version` is a hash of its content: a save names the version it was made from. */
export interface WorkspaceFile {
  readonly path: string;
  readonly size: number;
  readonly version: string;
  /** False for files too large (over 1 MiB) or not text: they are listed, not edited. */
  readonly editable: boolean;
  /** Whether the learner changed it against the lab's start. */
  readonly changed: boolean;
}

/** The learner's files for one lab or one scratch. */
export interface Workspace {
  readonly id: WorkspaceId;
  /** For people: where the files are on disk. */
  readonly folder: string;
  readonly files: readonly WorkspaceFile[];
  /** The file to open first. */
  readonly open: string;
  /** What was drawn for this attempt at a lab that has variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether the last reset can be taken back. */
  readonly canUndoReset: boolean;
}

/** A file's text with the version it has. */
export interface WorkspaceText {
  readonly path: string;
  readonly text: string;
  readonly version: string;
}

/** What came of a save: written, or refused because the file on disk is no longer the one that was edited. */
export type SaveResult =
  | { readonly saved: true; readonly version: string }
  | {
      readonly saved: false;
      readonly reason: 'changed-outside' | 'deleted-outside';
      readonly disk: WorkspaceText | null;
    };

/** A change in a workspace that did not come from this window's own saves. */
export interface WorkspaceChange {
  readonly id: WorkspaceId;
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}
