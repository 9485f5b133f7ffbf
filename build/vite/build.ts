import { build } from 'vite';
import { say, since } from '../log';
import { type Target, inputHash, isFresh, markFresh, targets } from '../stale.mjs';
import { nodeConfig } from './node.config';
import { rendererConfig } from './renderer.config';

/**
 * Builds the bundles whose inputs changed since they were last built.
 * @returns false when one failed; the reason was printed.
 */
export async function buildTargets(wanted: readonly Target[] = targets): Promise<boolean> {
  for (const target of wanted) {
    if (isFresh(target)) continue;
    const start = performance.now();
    const hash = inputHash(target);
    try {
      await build(target === 'renderer' ? rendererConfig() : nodeConfig(target));
    } catch (error) {
      say(`Building ${target} failed: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    markFresh(target, hash);
    say(`Built ${target} in ${since(start)}.`);
  }
  return true;
}

/** `npm run build`. */
export async function main(): Promise<number> {
  return (await buildTargets()) ? 0 : 1;
}
