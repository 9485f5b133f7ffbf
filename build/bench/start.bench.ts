import { spawn } from 'node:child_process';
import { chownSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../user/session';
import { writeBareApp } from './bare-app';
import { type Bench, median } from './bench';

const runs = 7;

/** From the start of the process to a library that can be used, beside a bare window on the same runtime. */
export const bench: Bench = {
  name: 'start',
  async run({ session }) {
    const folder = ownedFolder(session);
    try {
      const bare = join(folder, 'bare');
      writeBareApp(folder);
      const floor: number[] = [];
      const app: number[] = [];
      for (let run = 0; run <= runs; run += 1) {
        const first = await readyAfter(session, folder, bare);
        const second = await readyAfter(session, session.app, join(folder, 'profile'));
        if (run > 0) {
          floor.push(first); // the first round fills caches
          app.push(second);
        }
      }
      return [
        {
          what: 'start to interactive library, median',
          value: median(app),
          unit: 'ms',
          floor: { name: 'bare window', value: median(floor) },
          budget: { of: 'ratio', most: 1.5 },
        },
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function ownedFolder(session: Session): string {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-bench-'));
  chmodSync(folder, 0o755);
  if (session.account) chownSync(folder, session.account.uid, session.account.gid);
  return folder;
}

/** Milliseconds until the app says DRYDOCK_READY; both sides are timed from outside, by the same clock. */
function readyAfter(session: Session, app: string, profile: string): Promise<number> {
  const { file, args } = session.as({
    file: session.runtime.executable,
    args: [app, `--user-data-dir=${profile}`],
  });
  const env = { ...session.env, DRYDOCK_BENCH: '1', DRYDOCK_PROFILE: profile };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const timeout = setTimeout(() => child.kill('SIGKILL'), 30_000);
    let ready: number | undefined;
    child.stdout.on('data', (chunk: Buffer) => {
      if (ready !== undefined || !chunk.includes('DRYDOCK_READY')) return;
      ready = performance.now() - start;
      child.kill();
    });
    child.on('error', reject).on('close', () => {
      clearTimeout(timeout);
      if (ready === undefined) reject(new Error('the app never said DRYDOCK_READY'));
      else resolve(ready);
    });
  });
}
