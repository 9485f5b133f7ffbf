import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedEngine } from '../../electron/engines/embedded/embedded-engine';
import { threadStarter } from '../../electron/engines/embedded/machine/thread';
import { foldersInRepository } from '../../electron/engines/embedded/make-embedded';
import { root } from '../paths';

/** What a guest did when it was tried out. */
export interface Trial {
  /** Milliseconds from nothing to a container's output: cold boot, saved state and all. */
  readonly bootMs: number;
  /** Release of its kernel, as a container sees it. */
  readonly kernel: string;
}

/** Boots the guest that lies in the repository and runs a container in it. Throws when it does not answer. */
export async function tryGuest(): Promise<Trial> {
  const data = mkdtempSync(join(tmpdir(), 'drydock-guest-'));
  const engine = new EmbeddedEngine({
    folders: foldersInRepository(root),
    data,
    start: threadStarter(join(root, 'electron/engines/embedded/testing/worker.mjs')),
  });
  const start = performance.now();
  try {
    const { exitCode, stdout, stderr } = await engine.containers.run({
      image: 'busybox:1.36',
      arguments: ['uname', '-r'],
      env: {},
      timeoutMs: 120_000,
      outputCap: 1024,
    });
    if (exitCode !== 0 || !stdout.startsWith('6.')) throw new Error(`The guest answered: ${stdout}${stderr}`);
    return { bootMs: performance.now() - start, kernel: stdout.trim() };
  } finally {
    await engine.close();
    rmSync(data, { recursive: true, force: true });
  }
}
