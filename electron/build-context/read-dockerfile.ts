import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../shared/errors';

/** Reads the Dockerfile of a build context. Throws `not-found` with what is missing: the folder or the file. */
export async function readDockerfile(context: string, file: string): Promise<string> {
  try {
    return await readFile(join(context, file), 'utf8');
  } catch (cause) {
    const folder = await stat(context).catch(() => undefined);
    if (!folder?.isDirectory()) {
      throw new DrydockError(
        {
          kind: 'not-found',
          message: folder ? `${context} is a file, not a folder.` : `There is no folder ${context}.`,
          remedy: 'Give the folder that holds what the Dockerfile copies: the build context.',
        },
        { cause },
      );
    }
    throw new DrydockError(
      {
        kind: 'not-found',
        message: `There is no ${file} in ${context}.`,
        remedy: 'Create the file, or name the Dockerfile to build.',
        where: { file },
      },
      { cause },
    );
  }
}
