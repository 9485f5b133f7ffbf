import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** Where an entry of an archive goes, relative to the target folder; undefined leaves the entry out. */
export type Placement = (name: string) => string | undefined;

/**
 * Unpacks the files of a gzipped tar below a folder. Modes keep only their executable bit.
 * @throws Error for a path that leaves the folder and for a placed entry that is neither file nor folder.
 */
export async function unpackTarGz(
  archive: NodeJS.ReadableStream,
  folder: string,
  place: Placement,
): Promise<void> {
  const entries = extract();
  const unpacked = pipeline(archive, createGunzip(), entries);
  unpacked.catch(() => undefined); // reported below, after the loop it also ends
  for await (const entry of entries) {
    const { name, type, mode } = entry.header;
    const target = place(name);
    if (target === undefined || type === 'directory') {
      entry.resume();
      continue;
    }
    if (type !== 'file')
      throw new Error(`The archive entry ${name} is a ${String(type)}, not a file or folder.`);
    const file = join(folder, target);
    if (relative(folder, file).split(sep)[0] === '..')
      throw new Error(`The archive entry ${name} leaves its folder.`);
    await mkdir(dirname(file), { recursive: true });
    await pipeline(entry, createWriteStream(file, { mode: (mode ?? 0) & 0o100 ? 0o755 : 0o644 }));
  }
  await unpacked;
}

/**
 * Makes a folder appear whole or not at all: `fill` writes into a temporary sibling, which is then renamed. What an
 * interrupted run left behind is removed first.
 */
export async function createWhole(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.part-`;
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const temporary = join(parent, prefix + randomUUID());
  try {
    await mkdir(temporary, { mode: 0o755 });
    await fill(temporary);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
