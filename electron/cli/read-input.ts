import { DrydockError } from '../shared/errors';
import { readText } from '../storage/read-text';

/** Bytes of a text file that is read whole. */
const LIMIT = 16 * 1024 * 1024;

/** Reads a file that was named on the command line. Throws `not-found` with the reason. */
export async function readInput(path: string): Promise<string> {
  const text = await readText(path, LIMIT);
  if (text.ok) return text.value;
  throw new DrydockError({
    kind: 'not-found',
    message: `${path} ${text.reason}.`,
    remedy: 'Check the path.',
  });
}
