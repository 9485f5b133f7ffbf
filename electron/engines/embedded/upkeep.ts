import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DrydockError } from '../../shared/errors';
import { storageReason } from '../../storage/storage-error';
import type { UpkeepAbility } from '../upkeep';

/** What the upkeep of the embedded engine needs of it. */
export interface UpkeepParts {
  /** Folder of everything it keeps. */
  readonly data: string;
  readonly state: () => 'off' | 'working' | 'resting';
  /** Bytes from which on the build cache gives way. */
  readonly cap: () => number;
  /** Ends everything that runs. */
  readonly close: () => Promise<void>;
}

/** See `UpkeepAbility`. */
export function embeddedUpkeep({ data, state, cap, close }: UpkeepParts): UpkeepAbility {
  return {
    measure: async () => ({ state: state(), diskBytes: await sizeOf(data), diskCap: cap() }),
    async reset() {
      await close();
      try {
        await rm(data, { recursive: true, force: true });
      } catch (cause) {
        throw new DrydockError(
          {
            kind: 'storage',
            message: `What the embedded engine keeps in ${data} could not be removed: ${storageReason(cause)}.`,
            remedy: 'Close other copies of Drydock, then try again.',
          },
          { cause },
        );
      }
    },
  };
}

/** Bytes of all files below a folder; what is removed meanwhile counts nothing. Walked by hand: Node 18.15 cannot. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // nothing kept yet
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sizeOf(path);
      const found = entry.isFile() ? await stat(path).catch(() => null) : null; // gone since
      return found?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
