import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCli } from './cli/program';
import { ownTerminal } from './cli/terminal';
import { StandIns } from './engines/embedded/bundled/stand-ins';
import { embeddedMaker, foldersInRepository } from './engines/embedded/make-embedded';
import { threadStarter } from './engines/embedded/machine/thread';
import { Engines, ownSurroundings } from './engines/select';
import { defaultProfile, profileAt } from './profile';

/** The command line `drydock`: what the app can do, without a window. */
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // the reader, like head(1), has enough
  throw error;
});

/** The command line is always run as out/cli/cli.cjs of the repository; this code may lie in a chunk beside it. */
const folder = dirname(realpathSync(process.argv[1] ?? ''));
const folders = foldersInRepository(join(folder, '../..'));
const engines = new Engines(
  ownSurroundings(),
  embeddedMaker({
    folders,
    data: process.env.DRYDOCK_ENGINE_DATA ?? profileAt(defaultProfile()).engine,
    start: threadStarter(join(folder, '../machine/machine.cjs')),
    onProgress: (text) => void (text && process.stderr.write(`drydock: ${text}\n`)),
  }),
);
const context = {
  engines,
  standIns: new StandIns(join(folders.guest, 'images')),
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  signal: controller.signal,
  terminal: ownTerminal(),
};
void runCli(process.argv.slice(2), context).then(async (code) => {
  process.exitCode = code;
  await engines.close();
  // A terminal that is listened to would keep the process; a file as standard input has nothing to let go of.
  if ('unref' in process.stdin) process.stdin.unref();
});
