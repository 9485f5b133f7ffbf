import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEngine } from '../../electron/engines/embedded/embedded-engine';
import { threadStarter } from '../../electron/engines/embedded/machine/thread';
import { foldersInRepository } from '../../electron/engines/embedded/make-embedded';
import { say, since } from '../log';
import { root } from '../paths';

/** Boots the embedded machine once and leaves its saved state in out/guest-state, for the package. */
export async function bakeState(): Promise<void> {
  const start = performance.now();
  const folder = join(root, 'out/guest-state');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const data = mkdtempSync(join(tmpdir(), 'drydock-bake-'));
  const engine = new EmbeddedEngine({
    folders: foldersInRepository(root),
    data,
    start: threadStarter(join(root, 'out/machine/machine.cjs')),
  });
  try {
    await engine.bake(folder);
  } finally {
    await engine.close();
    rmSync(data, { recursive: true, force: true });
  }
  say(`Baked the embedded machine's state in ${since(start)}.`);
}
