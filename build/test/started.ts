import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StepError, say } from '../log';
import { root } from '../paths';
import { runVisibly } from '../processes';
import { checkPicture } from './picture';

/**
 * `npm start -- --screenshot FILE`, as a person without a display types it, with a learner's data of its own.
 * @throws StepError saying what did not come of it.
 */
export async function checkStart(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-start-'));
  chmodSync(folder, 0o777); // started by root, the app runs as another user
  try {
    const picture = join(root, 'out/start.png');
    rmSync(picture, { force: true });
    const args = [join(root, 'build/run.mjs'), 'start', '--screenshot', picture];
    const env = { ...process.env, DRYDOCK_PROFILE: join(folder, 'profile') };
    const code = await runVisibly({ file: process.execPath, args }, { cwd: root, env, timeout: 60_000 });
    if (code !== 0) throw new StepError(`npm start -- --screenshot ended with code ${code}.`);
    say(`npm start showed its window (${checkPicture(picture, 'npm start')}).`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
