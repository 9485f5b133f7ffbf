import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StepError, reportingFailure, say } from './log';
import { runVisibly } from './processes';
import { explainVirtualDisplay } from './user/display';
import { openSession } from './user/session';
import { buildTargets } from './vite/build';

/** `npm start`: builds what is stale and opens the app. With `--screenshot FILE` it saves what it shows and ends. */
export function main(args: readonly string[]): Promise<number> {
  return reportingFailure(() => start(parseArguments(args)));
}

interface StartOptions {
  readonly screenshot: string | undefined;
  /** Given to the app as they are: a course to open, or switches of its own. */
  readonly rest: readonly string[];
}

/** Accepts `--screenshot FILE` and `--screenshot=FILE`. @throws StepError when the file is missing. */
export function parseArguments(args: readonly string[]): StartOptions {
  const rest: string[] = [];
  let screenshot: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (argument !== '--screenshot' && !argument.startsWith('--screenshot=')) {
      rest.push(argument);
      continue;
    }
    screenshot = argument === '--screenshot' ? args[(index += 1)] : argument.slice('--screenshot='.length);
    if (!screenshot) throw new StepError('--screenshot needs a file: npm start -- --screenshot drydock.png');
  }
  return { screenshot, rest };
}

async function start(options: StartOptions): Promise<number> {
  if (!(await buildTargets(['main', 'preload', 'machine', 'renderer']))) return 1;
  const session = await openSession({ alwaysVirtual: false });
  try {
    if (session.display.virtual && !options.screenshot) explainVirtualDisplay();
    if (session.account) {
      const profile = session.env['DRYDOCK_PROFILE'] ?? session.account.home;
      say(
        `Started by root: Electron runs as user "${session.account.name}", sandboxed; your work is kept in ${profile}.`,
      );
    }
    const picture = options.screenshot
      ? join(session.writable('screenshots'), `${process.pid}.png`)
      : undefined;
    if (picture) mkdirSync(dirname(picture), { recursive: true });
    const args = [session.app, ...(picture ? [`--screenshot=${picture}`] : []), ...options.rest];
    const code = await runVisibly(session.as({ file: session.runtime.executable, args }), {
      env: session.env,
    });
    if (picture && options.screenshot) return keepPicture(picture, options.screenshot, code);
    return code;
  } finally {
    session.display.close();
  }
}

function keepPicture(picture: string, wanted: string, code: number): number {
  const file = resolve(wanted);
  try {
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(picture, file);
    rmSync(picture);
  } catch (error) {
    throw new StepError(
      `No screenshot was saved to ${file} (the app ended with code ${code}): ${String(error)}`,
    );
  }
  say(`Saved ${file}.`);
  return code;
}
