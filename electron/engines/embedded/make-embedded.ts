import { join } from 'node:path';
import type { MakeEmbedded } from '../select';
import type { GuestFolders } from './machine/assets';
import type { StartMachine } from './machine/messages';

/** What an entry of the app knows of the embedded engine. */
export interface EmbeddedSurroundings {
  readonly folders: GuestFolders;
  readonly data: string;
  readonly start: StartMachine;
  /** Bytes of images and build cache from which on the cache gives way, as it is set at the moment. */
  readonly storeCap?: () => number;
  /** Hosts from which the learner lets ADD fetch, as they are set at the moment. None by default. */
  readonly downloadHosts?: () => readonly string[];
  readonly onProgress?: (text: string) => void;
}

/** Its code is loaded when the engine is first asked for. */
export function embeddedMaker(surroundings: EmbeddedSurroundings): MakeEmbedded {
  return async () => {
    const { EmbeddedEngine } = await import('./embedded-engine');
    return new EmbeddedEngine(surroundings);
  };
}

/** Where a clone of the repository has the files of the guest. */
export function foldersInRepository(root: string): GuestFolders {
  return {
    guest: join(root, 'electron/engines/embedded/guest'),
    wasm: join(root, 'node_modules/v86/build/v86.wasm'),
  };
}
