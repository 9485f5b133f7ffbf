import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { say } from '../log';
import { runVisibly } from '../processes';
import { FailedAttempt } from './attempt';

const electron = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
const connectTimeout = 5000; // milliseconds

/** The version of the pinned `electron` package. */
export function pinnedVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(electron, 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

/** The folder of the official binary when it was fetched before and has the pinned version. */
export function fetchedRuntime(): string | undefined {
  const dist = join(electron, 'dist');
  const executable = join(electron, 'path.txt');
  if (!existsSync(executable) || !existsSync(join(dist, 'version'))) return undefined;
  const version = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
  const complete = existsSync(join(dist, readFileSync(executable, 'utf8')));
  return version === pinnedVersion() && complete ? dist : undefined;
}

/**
 * Fetches the official binary with the electron package's own script, which checks its checksum and honours the
 * mirror variables. The address is tried first with a short time-out; a failure is remembered for a day.
 */
export async function fetchOfficialRuntime(cache: string): Promise<string | undefined> {
  const address = downloadAddress(process.env);
  const attempt = new FailedAttempt(join(cache, 'official-download-failed'), `${pinnedVersion()} ${address}`);
  if (attempt.isRecent()) return undefined;
  say(`Fetching Electron ${pinnedVersion()} from ${new URL(address).host}.`);
  const code = (await answers(address))
    ? await runVisibly(
        { file: process.execPath, args: [join(electron, 'install.js')] },
        { stdio: ['ignore', 2, 2] },
      )
    : 1;
  const runtime = code === 0 ? fetchedRuntime() : undefined;
  if (runtime) attempt.forget();
  else {
    say('  it cannot be reached; it is tried again after a day.');
    attempt.remember();
  }
  return runtime;
}

/** The variables are those of @electron/get; a mirror's custom folders are left to that package. */
export function downloadAddress(env: NodeJS.ProcessEnv): string {
  return (
    env['npm_config_electron_mirror'] ??
    env['NPM_CONFIG_ELECTRON_MIRROR'] ??
    env['ELECTRON_MIRROR'] ??
    'https://github.com/electron/electron/releases/download/'
  );
}

async function answers(address: string): Promise<boolean> {
  if (process.env['ELECTRON_GET_USE_PROXY']) return true; // the proxy is the download script's business
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(connectTimeout) });
    return true; // any answer: a mirror need not serve its folder
  } catch {
    return false;
  }
}
