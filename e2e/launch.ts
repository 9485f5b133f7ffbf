import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ElectronApplication, _electron, errors } from 'playwright/test';

/** How a test starts the app. */
export interface LaunchOptions {
  /** The folder of the learner's data; a test that restarts the app gives the same one again. */
  readonly profile: string;
  /** Arguments for the app, such as a course folder. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Milliseconds within which the app has answered Playwright, usually: it takes two seconds, on a busy machine five. */
const USUAL_START = 9_000;
const LONGEST_START = 30_000;

/** A fresh folder for one test's data. The caller removes it. */
export function makeProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'drydock-e2e-'));
}

/**
 * Starts the built app, sandboxed, as `npm test` prepared it (or, run by hand, from this checkout). A start of which
 * Playwright never sees the first sign (rare, when two windows start at once on a busy machine) is made again:
 * the app has not run then, since Electron waits for Playwright before it is ready.
 */
export async function launch(options: LaunchOptions): Promise<ElectronApplication> {
  try {
    return await start(options, USUAL_START);
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    // In full, with what Electron wrote: why this happens is not known yet.
    console.warn(`Electron did not answer Playwright, and is started again: ${error.message}`);
    return start(options, LONGEST_START);
  }
}

function start(options: LaunchOptions, timeout: number): Promise<ElectronApplication> {
  const app = process.env['DRYDOCK_APP'] ?? fileURLToPath(new URL('..', import.meta.url));
  return _electron.launch({
    executablePath: process.env['DRYDOCK_ELECTRON'] ?? installedElectron(),
    args: [app, ...(options.args ?? [])],
    chromiumSandbox: true,
    colorScheme: null, // the app chooses, not Playwright
    env: { ...definedVariables(), ...ownDisplay(), ...options.env, DRYDOCK_PROFILE: options.profile },
    timeout,
  });
}

/** Tests that run side by side have a display each, with a focus and a clipboard each. */
function ownDisplay(): Record<string, string> {
  const displays = (process.env['DRYDOCK_E2E_DISPLAYS'] ?? '').split(' ').filter(Boolean);
  const display = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % displays.length];
  return display === undefined ? {} : { DISPLAY: display };
}

/** The `electron` package exports the path of its executable when it is required outside Electron. */
function installedElectron(): string {
  return createRequire(import.meta.url)('electron') as string;
}

function definedVariables(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
