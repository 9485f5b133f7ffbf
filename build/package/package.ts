import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'electron-builder';
import { packageConfig } from '../electron-builder.config';
import { reportingFailure, say, since } from '../log';
import { root } from '../paths';
import { pinnedVersion } from '../runtime/official';
import type { Runtime } from '../runtime/runtime';
import { openSession } from '../user/session';
import { buildTargets } from '../vite/build';
import { bakeState } from './bake-state';
import { drawIcon } from './icon';

/**
 * `npm run package`: the unpacked app of this platform in out/packages. `--installers` makes the platform's
 * installers as well, where electron-builder can fetch its tools.
 */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => packageApp({ installers: args.includes('--installers') }));
}

async function packageApp(options: { installers: boolean }): Promise<number> {
  if (!(await buildTargets(['main', 'preload', 'machine', 'renderer']))) return 1;
  const start = performance.now();
  const session = await openSession();
  try {
    await drawIcon(session);
    await bakeState();
    const config = packageConfig({
      electronDist: cleanRuntime(session.runtime),
      electronVersion: runtimeVersion(session.runtime),
    });
    await build({ projectDir: root, config, publish: 'never', ...(options.installers ? {} : { dir: true }) });
  } finally {
    session.display.close();
  }
  say(`Packaged into ${join(root, 'out/packages')} in ${since(start)}.`);
  return 0;
}

/** A copy of the runtime without the loader, which would be an app of its own in the package. */
function cleanRuntime(runtime: Runtime): string {
  const copy = join(root, 'out/electron');
  rmSync(copy, { recursive: true, force: true });
  cpSync(runtime.folder, copy, { recursive: true, verbatimSymlinks: true });
  if (runtime.origin !== 'official') rmSync(join(copy, 'resources/app'), { recursive: true, force: true });
  return copy;
}

function runtimeVersion(runtime: Runtime): string {
  const file = join(runtime.folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : pinnedVersion();
}
