import { fileURLToPath } from 'node:url';
import { EmbeddedEngine } from '../embedded-engine';
import { threadStarter } from '../machine/thread';
import { foldersInRepository } from '../make-embedded';

/** The engine as it is in a clone, with its data in `data`. */
export function testEngine(data: string): EmbeddedEngine {
  return new EmbeddedEngine({
    folders: foldersInRepository(fileURLToPath(new URL('../../../..', import.meta.url))),
    data,
    start: threadStarter(fileURLToPath(new URL('worker.mjs', import.meta.url))),
  });
}
