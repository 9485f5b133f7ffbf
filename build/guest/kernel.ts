import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { say, since, StepError } from '../log';
import { root } from '../paths';
import { installedVersion } from './toolchain';

/** What our kernel has beyond `make tinyconfig`. */
export const KERNEL_CONFIG = join(root, 'build/guest/kernel.config');

const ARCHIVE = '/usr/src/linux-source-6.1.tar.xz';
/** Nothing of the time and the machine of a build gets into the kernel. */
const REPRODUCIBLE = {
  KBUILD_BUILD_TIMESTAMP: '2026-01-01 00:00:00 UTC',
  KBUILD_BUILD_USER: 'drydock',
  KBUILD_BUILD_HOST: 'drydock',
  KBUILD_BUILD_VERSION: '1',
  LC_ALL: 'C',
};
const MAKE = ['ARCH=i386', 'CROSS_COMPILE=i686-linux-gnu-'];

/** Builds the kernel below `work` and gives its bzImage. Takes 5 to 15 minutes. Throws when an option does not hold. */
export function buildKernel(work: string): Buffer {
  const source = unpack(work);
  const make = (...args: string[]): void => {
    execFileSync('make', ['-s', ...MAKE, ...args], {
      cwd: source,
      env: { ...process.env, ...REPRODUCIBLE },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  };
  make('tinyconfig');
  copyFileSync(KERNEL_CONFIG, join(source, 'drydock.config'));
  execFileSync('scripts/kconfig/merge_config.sh', ['-m', '.config', 'drydock.config'], {
    cwd: source,
    stdio: 'ignore',
  });
  make('olddefconfig');
  const lost = unheldOptions(
    readFileSync(KERNEL_CONFIG, 'utf8'),
    readFileSync(join(source, '.config'), 'utf8'),
  );
  if (lost.length > 0) throw new StepError(`The kernel does not take these options: ${lost.join(', ')}.`);
  const start = performance.now();
  make(`-j${availableParallelism()}`, 'bzImage');
  say(`Compiled the kernel in ${since(start)}.`);
  return readFileSync(join(source, 'arch/x86/boot/bzImage'));
}

/**
 * Lines of a configuration fragment that the configuration made from it does not have. An option that is off is
 * absent or "is not set".
 */
export function unheldOptions(fragment: string, config: string): string[] {
  const lines = new Set(config.split('\n'));
  return fragment
    .split('\n')
    .filter((line) => line.startsWith('CONFIG_'))
    .filter((line) => {
      if (!line.endsWith('=n')) return !lines.has(line);
      const name = line.slice(0, -2);
      return config.split('\n').some((each) => each.startsWith(`${name}=`));
    });
}

/** Unpacked once for each version of the package. */
function unpack(work: string): string {
  const version = installedVersion('linux-source-6.1') ?? 'unknown';
  const folder = join(work, 'linux');
  const stamp = join(work, 'linux.version');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return join(folder, 'linux-source-6.1');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  say(`Unpacking Linux ${version}.`);
  execFileSync('tar', ['-xf', ARCHIVE, '-C', folder], { stdio: ['ignore', 'inherit', 'inherit'] });
  writeFileSync(stamp, version);
  return join(folder, 'linux-source-6.1');
}
