import { lstat } from 'node:fs/promises';
import type { CourseSummary } from '../shared/course/model';
import { DrydockError } from '../shared/errors';
import type { SaveResult, WorkspaceText } from '../shared/workspace/model';
import { atomicWrite } from '../storage/atomic-write';
import { resolveForWriting } from '../storage/contained-path';
import { decodeText, readBytes } from '../storage/read-text';
import { errorCode, storageError } from '../storage/storage-error';
import { versionOf } from '../workspaces/tree';
import { limits } from './limits';

/** Where a lesson's deck is. */
export interface DeckPlace {
  readonly course: Pick<CourseSummary, 'title' | 'origin' | 'folder'>;
  /** Path of the deck in the course's folder. */
  readonly path: string;
}

/** Whether a deck may be written: only in a folder that its teacher opened, not what came with the app or in a zip. */
export function isWritable({ origin }: Pick<CourseSummary, 'origin'>): boolean {
  return origin === 'folder';
}

/**
 * The text of a deck as it is on the disk now.
 * @throws DrydockError `refused` for a course that may not be written, `invalid-course` for a file that is no text.
 */
export async function readDeckSource(place: DeckPlace): Promise<WorkspaceText> {
  const found = await stateOf(place, await pathOf(place));
  if (found !== null) return found;
  throw new DrydockError({
    kind: 'not-found',
    message: `The deck ${place.path} is no longer there.`,
    where: { file: place.path },
  });
}

/** Saves of one deck follow each other as they were asked for: between reading the version and writing nothing of ours comes. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Replaces a deck's text, unless the file is no longer the one that the text was made from.
 * @param version of that file; null where it was deleted and is to be written again.
 * @throws DrydockError `refused` for a course that may not be written, `storage` when it cannot be written.
 */
export async function saveDeckSource(
  place: DeckPlace,
  text: string,
  version: string | null,
): Promise<SaveResult> {
  const deck = `${place.course.folder}\0${place.path}`;
  const turn = (turns.get(deck) ?? Promise.resolve())
    .catch(() => undefined) // whoever asked for that save was told
    .then(() => saveNow(place, text, version));
  turns.set(deck, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(deck) === turn) turns.delete(deck);
  }
}

async function saveNow(place: DeckPlace, text: string, version: string | null): Promise<SaveResult> {
  const path = await pathOf(place);
  const disk = await stateOf(place, path);
  if (disk === null && version !== null) return { saved: false, reason: 'deleted-outside', disk };
  if (disk !== null && disk.version !== version) return { saved: false, reason: 'changed-outside', disk };
  await atomicWrite(path, text);
  return { saved: true, version: versionOf(Buffer.from(text)) };
}

function pathOf({ course, path }: DeckPlace): Promise<string> {
  if (isWritable(course)) return resolveForWriting(course.folder, path);
  throw new DrydockError({
    kind: 'refused',
    message: `The slides of "${course.title}" cannot be edited: it was not opened as a folder.`,
    remedy: 'Unpack the course into a folder of your own and open that.',
  });
}

async function stateOf({ path }: DeckPlace, real: string): Promise<WorkspaceText | null> {
  if (!(await isThere(real))) return null;
  const bytes = await readBytes(real, limits.slides);
  if (!bytes.ok) throw unreadable(path, bytes.reason);
  const text = decodeText(bytes.value);
  if (!text.ok) throw unreadable(path, text.reason);
  return { path, text: text.value, version: versionOf(bytes.value) };
}

function unreadable(path: string, reason: string): DrydockError {
  return new DrydockError({
    kind: 'invalid-course',
    message: `The deck ${path} ${reason}.`,
    where: { file: path },
  });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw storageError(error, `open ${path}`, path);
  }
}
