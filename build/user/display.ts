import { type ChildProcess, spawn } from 'node:child_process';
import { StepError, say } from '../log';
import { which } from '../processes';
import { installDebianPackages } from '../runtime/libraries';

/** A screen to open windows on. */
export interface Display {
  /** Variables to add to the environment of whoever opens a window. */
  readonly env: NodeJS.ProcessEnv;
  readonly virtual: boolean;
  close(): void;
}

/**
 * The display of this session, or a virtual one (Xvfb) where there is none.
 * @throws StepError when Xvfb is missing and cannot be installed, or does not start.
 */
export async function openDisplay(options: { alwaysVirtual?: boolean } = {}): Promise<Display> {
  const present = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (present && !options.alwaysVirtual) return { env: {}, virtual: false, close: () => undefined };
  if (process.platform !== 'linux') return { env: {}, virtual: false, close: () => undefined };
  if (!which('Xvfb')) await installDebianPackages(['xvfb', 'xauth']);
  const server = spawn(
    which('Xvfb') ?? 'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await chosenDisplay(server);
  const close = () => void server.kill();
  process.on('exit', close);
  return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: undefined }, virtual: true, close };
}

/** Xvfb takes a free display number itself and writes it to the given descriptor once it listens. */
function chosenDisplay(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const failed = () =>
      reject(new StepError('The virtual display did not start: run "Xvfb :99" and read its message.'));
    server.on('error', failed).on('exit', failed);
    let text = '';
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
  });
}

/** Tells the person why no window will appear. */
export function explainVirtualDisplay(): void {
  say('There is no display here: the window opens on a virtual one. Use --screenshot FILE to see it.');
}
