import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Session } from '../../user/session';
import type { BenchRow } from '../bench';

/**
 * Runs one of the measurements in this folder as the user who may run Electron sandboxed (root may not), in a
 * process of its own that drives the real window with Playwright.
 * @param name the file's, without its ending; it exports `measure`.
 * @throws Error when it does not end with rows; what it said is in the terminal.
 */
export async function measureInWindow(session: Session, name: string): Promise<readonly BenchRow[]> {
  const child = join(session.app, 'build/bench/window/child.ts');
  const { file, args } = session.as({
    file: process.execPath,
    args: ['--import', 'tsx', child, name],
  });
  const env = {
    ...session.env,
    DRYDOCK_PROFILE: undefined, // each measurement makes its own
    DRYDOCK_APP: session.app,
    DRYDOCK_ELECTRON: session.runtime.executable,
  };
  const text = await outputOf(() =>
    spawn(file, args, { cwd: session.app, env, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  return JSON.parse(text) as BenchRow[]; // written by child.ts, from this same type
}

function outputOf(start: () => ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    const process = start();
    const parts: Buffer[] = [];
    process.stdout?.on('data', (part: Buffer) => parts.push(part));
    process.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(parts).toString());
      else reject(new Error(`its process ended with code ${code}`));
    });
  });
}
