import { runCli } from './cli/program';
import { ownTerminal } from './cli/terminal';
import { Engines } from './engines/select';

/** The command line `drydock`: what the app can do, without a window. */
const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // the reader, like head(1), has enough
  throw error;
});

const engines = new Engines();
const context = {
  engines,
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
  signal: controller.signal,
  terminal: ownTerminal(),
};
void runCli(process.argv.slice(2), context).then(async (code) => {
  process.exitCode = code;
  await engines.close();
  process.stdin.unref(); // a terminal that is listened to would keep the process
});
