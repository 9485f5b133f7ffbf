import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StepError } from '../log';
import { cacheFolder } from '../paths';
import { fallbackFits, fallbackRuntime } from './fallback';
import { fetchOfficialRuntime, fetchedRuntime, pinnedVersion } from './official';

/** An Electron to run. */
export interface Runtime {
  /** The folder a tool finds through ELECTRON_OVERRIDE_DIST_PATH. */
  readonly folder: string;
  readonly executable: string;
  readonly origin: 'override' | 'official' | 'fallback';
}

const executables: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Finds or fetches an Electron runtime, in the order of design section 4: the one named by
 * ELECTRON_OVERRIDE_DIST_PATH, the official one fetched before, the official download, the fallback.
 * @throws StepError with the one thing to do when there is none.
 */
export async function findRuntime(env: NodeJS.ProcessEnv = process.env): Promise<Runtime> {
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return runtimeIn(override, 'override');
  const cache = cacheFolder(env);
  const official = fetchedRuntime() ?? (await fetchOfficialRuntime(cache));
  if (official) return runtimeIn(official, 'official');
  if (!fallbackFits) {
    throw new StepError(
      `Electron ${pinnedVersion()} could not be fetched: connect to a network, set ELECTRON_MIRROR to a mirror, or ` +
        'set ELECTRON_OVERRIDE_DIST_PATH to the folder of an Electron binary.',
    );
  }
  return runtimeIn(await fallbackRuntime(cache), 'fallback');
}

function runtimeIn(folder: string, origin: Runtime['origin']): Runtime {
  const executable = join(folder, executables[process.platform] ?? 'electron');
  if (!existsSync(executable)) {
    throw new StepError(
      `There is no Electron in ${folder}: correct or unset ELECTRON_OVERRIDE_DIST_PATH and run the command again.`,
    );
  }
  return { folder, executable, origin };
}
