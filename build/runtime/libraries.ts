import { existsSync } from 'node:fs';
import { StepError, say } from '../log';
import { runQuietly, runVisibly } from '../processes';

/** The Debian packages of the libraries Electron links to (Chromium's own list for a Debian system). */
const debianPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxrandr2',
  'fonts-dejavu-core',
] as const;

/** The names `ldd` prints as "not found". */
export function missingLibraries(lddOutput: string): string[] {
  return lddOutput.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
}

/**
 * Makes sure that the executable can be loaded: installs the libraries as root on Debian and Ubuntu, and elsewhere
 * says which command does.
 * @throws StepError with that command.
 */
export async function ensureLibraries(executable: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = () => missingLibraries(runQuietly({ file: 'ldd', args: [executable] }).stdout);
  const before = missing();
  if (before.length === 0) return;
  say(`Electron needs system libraries that are missing: ${before.join(', ')}.`);
  await installDebianPackages(debianPackages);
  const after = missing();
  if (after.length > 0)
    throw new StepError(`Still missing: ${after.join(', ')}. Install the packages that hold them.`);
}

/** Installs packages with apt-get as root. @throws StepError naming the command, where that is not possible. */
export async function installDebianPackages(names: readonly string[]): Promise<void> {
  const apt = '/usr/bin/apt-get';
  const known = names.flatMap((name) => existing(name));
  if (!existsSync(apt)) {
    throw new StepError(
      `Install what your distribution calls ${names.join(', ')}, then run the command again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new StepError(`Run this, then the command again:\n  sudo apt-get install -y ${known.join(' ')}`);
  }
  say(`Installing ${known.join(' ')} with apt-get.`);
  const options = {
    stdio: ['ignore', 2, 2] as ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  await runVisibly({ file: apt, args: ['update', '-qq'] }, options);
  const code = await runVisibly(
    { file: apt, args: ['install', '-y', '-qq', '--no-install-recommends', ...known] },
    options,
  );
  if (code !== 0)
    throw new StepError(`apt-get failed: run "apt-get install -y ${known.join(' ')}" and read its message.`);
}

/** Newer Debian and Ubuntu renamed packages for 64-bit time (`libgtk-3-0t64`): take the name this system knows. */
function existing(name: string): string[] {
  const renamed = `${name}t64`;
  const shown = runQuietly({ file: 'apt-cache', args: ['show', '--no-all-versions', renamed] });
  return [shown.code === 0 && shown.stdout !== '' ? renamed : name];
}
