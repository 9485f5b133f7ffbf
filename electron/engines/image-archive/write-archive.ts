import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { DrydockError } from '../../shared/errors';

/** Writes an archive beside its place and moves it there when it is whole. */
export async function writeArchive(source: NodeJS.ReadableStream, file: string): Promise<void> {
  const partial = `${file}.partial`;
  try {
    await pipeline(source, createWriteStream(partial));
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    throw new DrydockError(
      {
        kind: 'storage',
        message: `The image could not be written to ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
        remedy: 'Check that the folder exists, that you may write there, and that the disk has room.',
      },
      { cause },
    );
  }
}
