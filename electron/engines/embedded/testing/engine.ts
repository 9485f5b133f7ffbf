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

/** The engine as it is in a clone, with its data in `data`. */
export function testEngine(data: string, options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  return new EmbeddedEngine({
    folders: foldersInRepository(fileURLToPath(new URL('../../../..', import.meta.url))),
    data,
    start: startMachine,
    ...options,
  });
}
