import { collectContext } from '../build-context/collect';
import { hashContext } from '../build-context/pack';
import type { BuildRecord } from '../shared/engine/build';
import { DrydockError } from '../shared/errors';

/** Bytes of a context that are worth reading only to say whether it changed. */
const READ_LIMIT = 128 * 1024 * 1024;

/**
 * Whether a folder holds other files than those that were built. Null where that cannot be told: the build sent none,
 * there are too many to read, or they cannot be read at the moment.
 */
export async function isStale(record: BuildRecord, folder: string): Promise<boolean | null> {
  if (record.contextHash === '') return null;
  try {
    const context = await collectContext(folder, record.options.file ?? 'Dockerfile');
    if (context.bytes !== record.contextBytes || context.files !== record.contextFiles) return true;
    if (context.bytes > READ_LIMIT) return null;
    return (await hashContext(context)) !== record.contextHash;
  } catch (thrown) {
    // A file that goes while it is read, or an ignore file with a mistake: the record is shown all the same.
    if (thrown instanceof DrydockError || (thrown instanceof Error && 'code' in thrown)) return null;
    throw thrown;
  }
}
