import { root } from './paths';
import { runVisibly } from './processes';

/** `npm run truth [-- TEXT]`: the differential suite, or its cases with that text in their names. */
export function main(args: readonly string[]): Promise<number> {
  const file = process.execPath;
  const suite = 'electron/engines/embedded/truth/truth.test.ts';
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.ts', suite];
  const env = { ...process.env, DRYDOCK_TRUTH: args[0] ?? 'all' };
  return runVisibly({ file, args: vitest }, { cwd: root, env });
}
