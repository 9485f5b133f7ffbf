import { join } from 'node:path';
import type { EmbeddedEngineOptions } from '../../../electron/engines/embedded/embedded-engine';
import { EmbeddedEngine } from '../../../electron/engines/embedded/embedded-engine';
import { threadStarter } from '../../../electron/engines/embedded/machine/thread';
import { foldersInRepository } from '../../../electron/engines/embedded/make-embedded';
import type { Engine } from '../../../electron/engines/engine';
import { root } from '../../paths';

export const IMAGE = 'busybox:1.36';

/** The engine as the command line has it, with its data in `data`. */
export function open(data: string, options: Partial<EmbeddedEngineOptions> = {}): EmbeddedEngine {
  return new EmbeddedEngine({
    folders: foldersInRepository(root),
    data,
    start: threadStarter(join(root, 'out/machine/machine.cjs')),
    ...options,
  });
}

/** Runs a command that says hello. */
export async function run(engine: Engine, ...command: string[]): Promise<void> {
  await runIn(engine, IMAGE, command);
}

export async function runIn(engine: Engine, image: string, command: readonly string[]): Promise<void> {
  const request = { image, arguments: command, env: {}, timeoutMs: 120_000, outputCap: 100 };
  const { exitCode, stdout } = await engine.containers.run(request);
  if (exitCode !== 0 || stdout !== 'hello\n') throw new Error('The container did not say hello.');
}

/** Builds; throws when that fails. */
export async function build(engine: Engine, folder: string, noCache = true): Promise<void> {
  const request = { context: folder, labels: {}, noCache };
  for await (const event of engine.build(request, new AbortController().signal)) {
    if (event.type === 'failed') throw new Error(`The build failed: ${event.failure.message}`);
  }
}
