import { createHash } from 'node:crypto';
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkspaceFile } from '../shared/workspace/model';
import { temporarySuffix } from '../storage/atomic-write';
import { decodeText, readBytes } from '../storage/read-text';
import { errorCode } from '../storage/storage-error';
import { maxDepth, maxFiles, maxTextBytes } from './limits';

/** The version of a content: its SHA-256, so that equal contents have equal versions whoever wrote them. */
export function versionOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A file as it is on the disk now. Links, pipes and devices are not files of a workspace. */
export type FileState = Pick<WorkspaceFile, 'size' | 'version' | 'editable'> & { readonly text?: string };

/** Reads one file; null when there is no regular file at the path. @throws The system's error when it cannot be read. */
export async function readState(path: string): Promise<FileState | null> {
  const stat = await lstat(path).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return null;
    throw error;
  });
  if (stat === null || !stat.isFile()) return null;
  const bytes = await readBytes(path, maxTextBytes);
  if (!bytes.ok) {
    return { size: stat.size, version: `unread-${stat.size}-${stat.mtimeMs}`, editable: false };
  }
  const text = decodeText(bytes.value);
  const editable = text.ok && !text.value.includes('\0');
  return {
    size: bytes.value.length,
    version: versionOf(bytes.value),
    editable,
    ...(editable && { text: text.value }),
  };
}

/** Paths of the files below a folder, sorted, with forward slashes; at most {@link maxFiles}. Links are not followed. */
export async function listPaths(root: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [''];
  for (
    let folder = folders.shift();
    folder !== undefined && found.length < maxFiles;
    folder = folders.shift()
  ) {
    for await (const entry of await opendir(join(root, folder))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && path.split('/').length < maxDepth) folders.push(path);
      if (entry.isFile() && !entry.name.endsWith(temporarySuffix)) found.push(path);
      if (found.length >= maxFiles) break;
    }
  }
  return found.sort();
}
