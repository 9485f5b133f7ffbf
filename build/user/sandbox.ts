import { chmodSync, chownSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { StepError, say } from '../log';
import { type CommandLine, runQuietly } from '../processes';
import type { Runtime } from '../runtime/runtime';
import { isRoot } from './account';

/** How Chromium can build its sandbox here. */
export type SandboxMode = 'user namespaces' | 'setuid helper';

/**
 * Makes sure that Chromium can sandbox its processes for the user who will run it. It is never switched off.
 * @param as turns a command into one run by that user.
 * @throws StepError with the one command to run where neither way works.
 */
export function ensureSandbox(runtime: Runtime, as: (command: CommandLine) => CommandLine): SandboxMode {
  if (process.platform !== 'linux') return 'user namespaces';
  if (runQuietly(as({ file: 'unshare', args: ['--user', 'true'] })).code === 0) return 'user namespaces';
  const helper = join(runtime.folder, 'chrome-sandbox');
  if (isSetuidRoot(helper)) return 'setuid helper';
  if (isRoot() && existsSync(helper)) {
    chownSync(helper, 0, 0);
    chmodSync(helper, 0o4755);
    say(
      `User namespaces are closed here: ${helper} is now setuid root, which is Chromium's other way to a sandbox.`,
    );
    return 'setuid helper';
  }
  throw new StepError(
    `Electron's sandbox needs user namespaces or its setuid helper. Run this, then the command again:\n` +
      `  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`,
  );
}

function isSetuidRoot(file: string): boolean {
  if (!existsSync(file)) return false;
  const { uid, mode } = statSync(file);
  return uid === 0 && (mode & 0o4000) !== 0;
}
