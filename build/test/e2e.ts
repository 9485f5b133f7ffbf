import { chownSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canMount, mountSmallDisk } from '../../electron/storage/testing/small-disk';
import { root } from '../paths';
import { runVisibly } from '../processes';
import { openDisplay } from '../user/display';
import { appEntries, openSession } from '../user/session';

/** What Playwright needs of a checkout besides the app, when it has to be staged. */
const e2eEntries = [
  ...appEntries,
  'e2e',
  'electron/shared',
  'node_modules',
  'tsconfig.json',
  'out/cli',
] as const;

/** Windows that are driven at the same time, each on a display of its own: there is one focus a display. */
const lanes = 2;

/** The report of the last run. */
export const e2eReport = join(root, 'out/e2e/report.json');

/**
 * Drives the real app with Playwright, on a virtual display; as root, all of it runs as the unprivileged user.
 * @param args given to Playwright, such as a file or `--grep`.
 * @param output emptied first; reports, traces and pictures go there.
 */
export async function runE2e(args: readonly string[], output = join(root, 'out/e2e')): Promise<number> {
  rmSync(output, { recursive: true, force: true });
  const session = await openSession({
    entries: e2eEntries,
    alwaysVirtual: process.platform === 'linux' && !process.env['DRYDOCK_SHOW_E2E'],
  });
  const displays = session.display.virtual ? [session.display] : [];
  while (displays.length > 0 && displays.length < lanes)
    displays.push(await openDisplay({ alwaysVirtual: true }));
  const disk = canMount ? mountSmallDisk('64m') : undefined; // to be filled up by a test
  try {
    if (disk && session.account) chownSync(disk.folder, session.account.uid, session.account.gid);
    const folder = session.app === root ? output : session.writable('e2e');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    if (session.account) chownSync(folder, session.account.uid, session.account.gid);
    const playwright = join(session.app, 'node_modules/playwright/cli.js');
    const command = ['test', '--config', join(session.app, 'e2e/playwright.config.ts'), ...args];
    const code = await runVisibly(session.as({ file: process.execPath, args: [playwright, ...command] }), {
      cwd: session.app,
      env: {
        ...session.env,
        DRYDOCK_PROFILE: undefined, // each test makes its own
        DRYDOCK_APP: session.app,
        DRYDOCK_ELECTRON: session.runtime.executable,
        DRYDOCK_E2E_OUTPUT: folder,
        DRYDOCK_E2E_DISPLAYS: displays.map(({ env }) => env['DISPLAY']).join(' '),
        ...(disk && { DRYDOCK_E2E_SMALL_DISK: disk.folder }),
      },
    });
    if (folder !== output) cpSync(folder, output, { recursive: true });
    return code;
  } finally {
    disk?.remove();
    for (const display of new Set([session.display, ...displays])) display.close();
  }
}
