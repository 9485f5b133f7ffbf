import { say, since } from '../log';
import { type Target, inputHash, isFresh, markFresh, targets } from '../stale.mjs';

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
      await bundle(target);
    } catch (error) {
      say(`Building ${target} failed: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
    markFresh(target, hash);
    say(`Built ${target} in ${since(start)}.`);
  }
  return true;
}

/** Vite is loaded only where something is stale: it would cost every other start a good part of its time. */
async function bundle(target: Target): Promise<void> {
  const { build } = await import('vite');
  if (target === 'renderer') {
    const { rendererConfig, windowsConfig } = await import('./renderer.config');
    await build(rendererConfig());
    await build(windowsConfig());
  } else {
    const { nodeConfig } = await import('./node.config');
    await build(nodeConfig(target));
  }
}

/** `npm run build`. */
export async function main(): Promise<number> {
  return (await buildTargets()) ? 0 : 1;
}
