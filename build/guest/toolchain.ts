import { runQuietly, which } from '../processes';
import { StepError } from '../log';

/** The compiler for the guest: Debian's cross compiler, the same on every host architecture. */
export const COMPILER = 'i686-linux-gnu-gcc';

/** Debian packages that `npm run guest` needs, and what each is for. */
export const PACKAGES = {
  agent: ['gcc-i686-linux-gnu', 'libc6-dev-i386-cross', 'linux-libc-dev-i386-cross'],
  kernel: [
    'linux-source-6.1',
    'make',
    'bc',
    'flex',
    'bison',
    'libelf-dev',
    'libssl-dev',
    'xz-utils',
    'cpio',
    'rsync',
    'kmod',
  ],
  firmware: ['seabios'],
} as const satisfies Record<string, readonly string[]>;

export type Part = keyof typeof PACKAGES;

/** Whether the guest's programs can be compiled here. */
export function hasCompiler(): boolean {
  return which(COMPILER) !== undefined;
}

/** The version of an installed Debian package; undefined when it is not installed. */
export function installedVersion(name: string): string | undefined {
  const { code, stdout } = runQuietly({
    file: 'dpkg-query',
    args: ['-W', '-f=${db:Status-Status} ${Version}', name],
  });
  return code === 0 ? /^installed (.+)$/.exec(stdout)?.[1] : undefined;
}

/** @throws StepError with the one command that installs what is missing. */
export function requirePackages(parts: readonly Part[]): void {
  const missing = parts
    .flatMap((part) => [...PACKAGES[part]])
    .filter((name) => installedVersion(name) === undefined);
  if (missing.length === 0) return;
  throw new StepError(
    `The guest is built on Debian 12 with packages that are not here. Run: apt-get install --no-install-recommends ${missing.join(' ')}`,
  );
}
