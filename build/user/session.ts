import { join } from 'node:path';
import { root } from '../paths';
import type { CommandLine } from '../processes';
import { ensureLibraries } from '../runtime/libraries';
import { type Runtime, findRuntime } from '../runtime/runtime';
import {
  type Account,
  accountEnvironment,
  accountFolder,
  asAccount,
  isRoot,
  unprivilegedAccount,
} from './account';
import { type Display, openDisplay } from './display';
import { type SandboxMode, ensureSandbox } from './sandbox';
import { canRead, folderKey, stage } from './stage';

/** Everything that is needed to open a window of the app on this machine. */
export interface Session {
  readonly runtime: Runtime;
  /** The checkout as the user who runs Electron can read it: the repository or its staged copy. */
  readonly app: string;
  /** The unprivileged user, when the command was started by root. */
  readonly account: Account | undefined;
  readonly sandbox: SandboxMode;
  readonly display: Display;
  readonly env: NodeJS.ProcessEnv;
  /** A command as the user who runs Electron. */
  as(command: CommandLine): CommandLine;
  /** A folder which that user may write to. */
  writable(name: string): string;
}

/** The entries of a checkout that are needed to run the app. */
export const appEntries = [
  'package.json',
  'out/main',
  'out/machine',
  'out/preload',
  'out/renderer',
  'lessons',
  'electron/engines/embedded/guest',
  'node_modules/v86/build/v86.wasm',
] as const;

/**
 * Prepares runtime, libraries, user, sandbox and display.
 * @param entries what of the checkout is staged when the user cannot read it.
 * @throws StepError with the one thing to do.
 */
export async function openSession(
  options: { entries?: readonly string[]; alwaysVirtual?: boolean } = {},
): Promise<Session> {
  const found = await findRuntime();
  await ensureLibraries(found.executable);
  const account = isRoot() ? unprivilegedAccount() : undefined;
  const as = (command: CommandLine) => (account ? asAccount(account, command) : command);
  const runtime = account ? await readableRuntime(found, account) : found;
  const app = account ? await readableApp(account, options.entries ?? appEntries) : root;
  const sandbox = ensureSandbox(runtime, as);
  const display = await openDisplay(options);
  const own = account ? accountEnvironment(account, process.env) : process.env;
  const env = {
    ...own,
    ...display.env,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    ...(account && !process.env['DRYDOCK_PROFILE']
      ? { DRYDOCK_PROFILE: accountFolder(account, 'profile') }
      : {}),
  };
  const writable = (name: string) => (account ? accountFolder(account, name) : join(root, 'out', name));
  return { runtime, app, account, sandbox, display, env, as, writable };
}

async function readableRuntime(runtime: Runtime, account: Account): Promise<Runtime> {
  if (canRead(account, runtime.executable)) return runtime;
  const folder = await stage(runtime.folder, ['.'], `/var/tmp/drydock-runtime-${folderKey(runtime.folder)}`);
  return { ...runtime, folder, executable: runtime.executable.replace(runtime.folder, folder) };
}

async function readableApp(account: Account, entries: readonly string[]): Promise<string> {
  const sample = ['package.json', 'out/main/main.cjs'].map((file) => join(root, file));
  if (sample.every((file) => canRead(account, file))) return root;
  return stage(root, entries, `/var/tmp/drydock-app-${folderKey(root)}`);
}
