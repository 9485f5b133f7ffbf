/** What tests do on the disk beside the app: find what it wrote, and drop files onto its window. */
import { createWriteStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Page } from 'playwright/test';
import yazl from 'yazl';

/** Folders below a folder that hold a file of that name. */
export async function foldersWith(folder: string, name: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.name === name).map((entry) => entry.parentPath);
}

/** Drops a file or folder onto the window as the desktop does: its path goes past the page, through Chromium. */
export async function drop(page: Page, path: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

/** Zips what is in a folder; `change` may give a file another content. */
export async function zipFolder(
  folder: string,
  zip: string,
  change: (path: string, bytes: Buffer) => Buffer = (_path, bytes) => bytes,
): Promise<void> {
  const archive = new yazl.ZipFile();
  for (const path of await filesIn(folder)) {
    archive.addBuffer(change(path, await readFile(join(folder, path))), path);
  }
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(zip));
}

/** Paths of the files in a folder, relative to it, with `/`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );
}
