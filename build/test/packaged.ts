import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { EmbeddedEngine } from '../../electron/engines/embedded/embedded-engine';
import { threadStarter } from '../../electron/engines/embedded/machine/thread';
import { StepError, say, since } from '../log';
import { main as packageApp } from '../package/package';
import { root } from '../paths';
import { runVisibly } from '../processes';
import { type Session, openSession } from '../user/session';
import { canRead, folderKey, stage } from '../user/stage';
import { checkPicture } from './picture';

/** Fuses that must be off, and on, in what is shipped (design section 5). */
const off = [
  'RunAsNode',
  'EnableNodeOptionsEnvironmentVariable',
  'EnableNodeCliInspectArguments',
  'LoadBrowserProcessSpecificV8Snapshot',
] as const;
/** Off as well, where the runtime has it: Electron 29 brought it. */
const offIfThere = 'GrantFileProtocolExtraPrivileges';
const on = ['OnlyLoadAppFromAsar', 'EnableEmbeddedAsarIntegrityValidation'] as const;

/**
 * Packages the app, reads back its fuses and starts it: a release build takes no debugger, so it proves itself with
 * a screenshot. @throws StepError saying what is wrong with the package.
 */
export async function checkPackage(): Promise<number> {
  if (process.platform !== 'linux') {
    say('The packaged app is checked on Linux only.');
    return 0;
  }
  const code = await packageApp([]);
  if (code !== 0) return code;
  const session = await openSession({ alwaysVirtual: true });
  try {
    const folder = await readablePackage(session);
    await checkFuses(join(folder, 'drydock'));
    await checkEngine(join(folder, 'resources/guest'));
    await checkWindow(session, join(folder, 'drydock'));
  } finally {
    session.display.close();
  }
  return 0;
}

async function readablePackage(session: Session): Promise<string> {
  const folder = join(root, 'out/packages/linux-unpacked');
  if (!session.account || canRead(session.account, join(folder, 'resources/app.asar'))) return folder;
  return stage(folder, ['.'], `/var/tmp/drydock-package-${folderKey(root)}`);
}

async function checkFuses(executable: string): Promise<void> {
  const wire = await getCurrentFuseWire(executable);
  const wrong = [
    ...off.filter((name) => wire[FuseV1Options[name]] !== FuseState.DISABLE),
    ...(wire[FuseV1Options[offIfThere]] === FuseState.ENABLE ? [offIfThere] : []),
    ...on.filter((name) => wire[FuseV1Options[name]] !== FuseState.ENABLE),
  ];
  if (wrong.length > 0) throw new StepError(`Fuses of the packaged app are wrong: ${wrong.join(', ')}.`);
  say('Fuses are as they should be.');
}

/** The package has its base images, and the machine's saved state: the engine in it starts without a boot. */
async function checkEngine(guest: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'drydock-packaged-'));
  const told: string[] = [];
  const engine = new EmbeddedEngine({
    folders: { guest, wasm: join(guest, 'v86.wasm') },
    data,
    start: threadStarter(join(root, 'out/machine/machine.cjs')),
    onProgress: (text) => told.push(text),
  });
  try {
    const start = performance.now();
    const run = {
      image: 'busybox:1.36',
      arguments: ['echo', 'hello'],
      env: {},
      timeoutMs: 60_000,
      outputCap: 99,
    };
    const { stdout } = await engine.containers.run(run);
    if (stdout !== 'hello\n') throw new StepError('A container of the packaged engine did not say hello.');
    if (told.length > 0)
      throw new StepError(`The packaged engine had to be prepared first: ${told.join(' ')}`);
    say(`The packaged engine ran its first container in ${since(start)}, without a boot.`);
  } finally {
    await engine.close();
    rmSync(data, { recursive: true, force: true });
  }
}

async function checkWindow(session: Session, executable: string): Promise<void> {
  const picture = join(session.writable('screenshots'), 'packaged.png');
  rmSync(picture, { force: true });
  const env = { ...session.env, ELECTRON_OVERRIDE_DIST_PATH: undefined };
  const args = [`--screenshot=${picture}`];
  const code = await runVisibly(session.as({ file: executable, args }), { env, timeout: 60_000 });
  if (code !== 0) throw new StepError(`The packaged app ended with code ${code}.`);
  say(`The packaged app opened its window (${checkPicture(picture, 'The packaged app')}).`);
}
