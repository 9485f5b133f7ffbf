import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmbeddedEngineOptions } from '../embedded-engine';
import { EmbeddedEngine } from '../embedded-engine';
import type { StartMachine } from '../machine/messages';
import { threadStarter } from '../machine/thread';
import { foldersInRepository } from '../make-embedded';

/** Runs machines from their sources, in threads. */
export const startMachine: StartMachine = threadStarter(
  fileURLToPath(new URL('worker.mjs', import.meta.url)),
);

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The guest's files in this clone. */
export const repositoryFolders = foldersInRepository(root);

/** The engine as it is in a clone, with its data in `data`. The machine's saved state is derived once for all tests. */
export function testEngine(data: string, options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  return new EmbeddedEngine({
    folders: repositoryFolders,
    data,
    states: join(root, 'out/test-machine'),
    start: startMachine,
    ...options,
  });
}
